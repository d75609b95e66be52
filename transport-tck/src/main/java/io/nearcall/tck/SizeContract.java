package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sizes: from nothing to the limit, and over it with the connection still usable. */
public interface SizeContract extends Contract {
    /** The field's tag and three bytes of length around the bytes. */
    int OVERHEAD = 4;

    private static Carry carry(Rig rig) {
        return rig.connect(rig.serve(question -> question)).service(Carry.class);
    }

    private static void checkSizes(Carry carry, IntStream sizes) {
        sizes.forEach(size -> {
            byte[] bytes = Carry.bytes(size, size);
            assertArrayEquals(bytes, carry.echo(bytes), () -> "echo of " + size);
            assertArrayEquals(bytes, carry.make(size, size), () -> "reply of " + size);
            assertEquals(Arrays.hashCode(bytes), carry.measure(bytes), () -> "request of " + size);
        });
    }

    @Test
    default void smallSizesTravel(Rig rig) {
        checkSizes(carry(rig), IntStream.of(0, 1, 2, 63, 64, 65, 126, 127, 128, 129, 255, 256, 1_000));
    }

    @Test
    default void sizesAroundSixteenKibTravel(Rig rig) {
        checkSizes(carry(rig), IntStream.rangeClosed((16 << 10) - 12, (16 << 10) + 12));
    }

    @Test
    default void sizesAroundThirtyTwoKibTravel(Rig rig) {
        checkSizes(carry(rig), IntStream.rangeClosed((32 << 10) - 24, (32 << 10) + 24));
    }

    @Test
    default void sizesAroundSixtyFourKibTravel(Rig rig) {
        checkSizes(carry(rig), IntStream.rangeClosed((64 << 10) - 40, (64 << 10) + 4));
    }

    @Test
    default void oneMebibyteTravels(Rig rig) {
        checkSizes(carry(rig), IntStream.of((1 << 20) - 1, 1 << 20, (1 << 20) + 1));
    }

    @Test
    default void largeMessagesTravelAsynchronously(Rig rig) {
        Carry carry = carry(rig);
        for (int size : new int[] {0, 100, 40_000, 3 << 20}) {
            byte[] bytes = Carry.bytes(size, size);
            assertArrayEquals(bytes, reply(carry.echoLater(bytes)));
        }
    }

    @Test
    default void aMessageMayFillTheLimit(Rig rig) {
        int size = (4 << 20) - OVERHEAD - 1; // the length takes four bytes
        checkSizes(carry(rig), IntStream.of(size - 1, size));
    }

    @Test
    default void aRequestOverTheLimitIsNotSent(Rig rig) {
        Carry carry = carry(rig);
        for (int size : new int[] {(4 << 20) - OVERHEAD, 4 << 20, (4 << 20) + 1, 9 << 20}) {
            String message = check(
                    StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(() -> carry.measure(new byte[size])));
            checkNames(message, Integer.toString(4 << 20), "nearcall.limits.message");
            checkSizes(carry, IntStream.of(10));
        }
    }

    @Test
    default void anAsynchronousRequestOverTheLimitIsNotSent(Rig rig) {
        Carry carry = carry(rig);
        String message = check(
                StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(carry.echoLater(new byte[5 << 20])));
        checkNames(message, Integer.toString(4 << 20), "nearcall.limits.message");
        checkSizes(carry, IntStream.of(10));
    }

    @Test
    default void aReplyOverTheLimitFailsTheCallAlone(Rig rig) {
        Carry carry = carry(rig);
        for (int size : new int[] {(4 << 20) - OVERHEAD, 4 << 20, 9 << 20}) {
            String message =
                    check(StatusCode.RESOURCE_EXHAUSTED, Delivery.EXECUTED, failure(() -> carry.make(size, 1)));
            checkNames(message, Integer.toString(4 << 20), "nearcall.limits.message");
            checkSizes(carry, IntStream.of(10));
        }
    }

    @Test
    default void aRaisedLimitHolds(Rig rig) {
        RpcConfig config = Rig.config("nearcall.limits.message", "6MiB");
        RpcServer server =
                rig.start(Rig.builder(question -> question).listen(rig.target()).config(config));
        Carry carry = rig.connect(Rig.targetOf(server), config).service(Carry.class);
        checkSizes(carry, IntStream.of(5 << 20));
        checkNames(failure(() -> carry.measure(new byte[6 << 20])).getMessage(), Integer.toString(6 << 20));
    }

    @Test
    default void theSmallerLimitOfBothSidesHolds(Rig rig) {
        RpcServer server = rig.start(Rig.builder(question -> question)
                .listen(rig.target())
                .config(Rig.config("nearcall.limits.message", "10KiB")));
        Carry carry = rig.connect(server).service(Carry.class);
        checkSizes(carry, IntStream.of(10_000));
        String message = check(
                StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(() -> carry.measure(new byte[10 << 10])));
        checkNames(message, Integer.toString(10 << 10), "nearcall.limits.message");
        check(StatusCode.RESOURCE_EXHAUSTED, Delivery.EXECUTED, failure(() -> carry.make(10 << 10, 1)));
        checkSizes(carry, IntStream.of(10));
    }

    @Test
    default void repliesLargerThanTheQueueHoldNothingUp(Rig rig) {
        RpcServer server = rig.start(Rig.builder(question -> question)
                .listen(rig.target())
                .config(Rig.config("nearcall.limits.write-queue", "256KiB")));
        byte[] bytes = Carry.bytes(1_000_000, 1);
        for (int connection = 0; connection < 10; connection++) {
            Carry carry = rig.connect(server).service(Carry.class);
            for (int i = 0; i < 6; i++) {
                assertArrayEquals(bytes, carry.echo(bytes));
                assertArrayEquals(bytes, reply(carry.echoLater(bytes)));
            }
        }
    }

    @Test
    default void metadataOverTheLimitIsNotSent(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> question));
        Metadata fits = Metadata.EMPTY.with("k-bin", new byte[8_000]);
        Metadata large = Metadata.EMPTY.with("k-bin", new byte[(8 << 10) + 1]);
        assertEquals(
                "?",
                client.with(CallOptions.DEFAULT.withMetadata(fits))
                        .service(Ask.class)
                        .ask("?"));
        Ask ask = client.with(CallOptions.DEFAULT.withMetadata(large)).service(Ask.class);
        String message = check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(() -> ask.ask("?")));
        checkNames(message, Integer.toString(8 << 10), "nearcall.limits.metadata");
        assertEquals("?", client.service(Ask.class).ask("?"));
    }
}
