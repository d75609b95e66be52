package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusTest {
    /** Copied from gRPC's status codes, not from ours. */
    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "1, CANCELLED",
        "2, UNKNOWN",
        "3, INVALID_ARGUMENT",
        "4, DEADLINE_EXCEEDED",
        "5, NOT_FOUND",
        "6, ALREADY_EXISTS",
        "7, PERMISSION_DENIED",
        "8, RESOURCE_EXHAUSTED",
        "9, FAILED_PRECONDITION",
        "10, ABORTED",
        "11, OUT_OF_RANGE",
        "12, UNIMPLEMENTED",
        "13, INTERNAL",
        "14, UNAVAILABLE",
        "15, DATA_LOSS",
        "16, UNAUTHENTICATED"
    })
    void namesAndNumbersAreThoseOfGrpc(int number, String name) {
        assertEquals(number, StatusCode.valueOf(name).number());
        assertSame(StatusCode.valueOf(name), StatusCode.of(number));
    }

    @Test
    void gRpcDefinesNoMoreCodes() {
        assertEquals(17, StatusCode.values().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 17, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberThatGrpcDoesNotDefineIsUnknown(int number) {
        assertSame(StatusCode.UNKNOWN, StatusCode.of(number));
    }

    @Test
    void onlyOkIsOk() {
        assertTrue(Status.OK.isOk());
        for (StatusCode code : StatusCode.values()) {
            assertEquals(code == StatusCode.OK, new Status(code, "why").isOk());
        }
        assertFalse(new Status(StatusCode.UNKNOWN, "").isOk());
    }

    @Test
    void neitherPartMayBeNull() {
        assertThrows(NullPointerException.class, () -> new Status(null, ""));
        assertThrows(NullPointerException.class, () -> new Status(StatusCode.OK, null));
    }

    @Test
    void anExceptionHasAStatus() {
        RpcException failure = new RpcException(StatusCode.NOT_FOUND, "no user 7");
        assertEquals(new Status(StatusCode.NOT_FOUND, "no user 7"), failure.status());
        assertEquals(Delivery.EXECUTED, failure.delivery());
        assertTrue(failure.trailers().isEmpty());
        assertEquals(new Status(StatusCode.ABORTED, ""), new RpcException(StatusCode.ABORTED, null).status());
    }

    @Test
    void anExceptionThatIsPrintedSaysCodeAndDelivery() {
        assertEquals(
                "io.nearcall.RpcException: UNAVAILABLE, NOT_EXECUTED: nobody is there",
                new RpcException(StatusCode.UNAVAILABLE, "nobody is there", Delivery.NOT_EXECUTED).toString());
        assertEquals(
                "io.nearcall.RpcException: ABORTED, EXECUTED", new RpcException(StatusCode.ABORTED, null).toString());
    }
}
