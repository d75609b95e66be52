package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallOptionsTest {
    private final Metadata metadata = Metadata.EMPTY.with("a", "1");

    @Test
    void theDefaultHasNoTimeLimitNoMetadataAndDoesNotWait() {
        assertEquals(0, CallOptions.DEFAULT.timeoutNanos());
        assertTrue(CallOptions.DEFAULT.metadata().isEmpty());
        assertFalse(CallOptions.DEFAULT.waitForReady());
    }

    @Test
    void eachSettingKeepsTheOthers() {
        CallOptions options = CallOptions.DEFAULT
                .withTimeout(Duration.ofMillis(5))
                .withMetadata(metadata)
                .withWaitForReady()
                .withTimeout(Duration.ofMillis(6));
        assertEquals(6_000_000, options.timeoutNanos());
        assertEquals(metadata, options.metadata());
        assertTrue(options.waitForReady());
    }

    @Test
    void settingLeavesTheOriginalAlone() {
        CallOptions first = CallOptions.DEFAULT.withTimeout(Duration.ofMillis(5));
        CallOptions second =
                first.withTimeout(Duration.ofMillis(9)).withMetadata(metadata).withWaitForReady();
        assertEquals(9_000_000, second.timeoutNanos());
        assertEquals(5_000_000, first.timeoutNanos());
        assertTrue(first.metadata().isEmpty());
        assertFalse(first.waitForReady());
    }

    @Test
    void metadataReplacesWhatTheOptionsHad() {
        Metadata other = Metadata.EMPTY.with("b", "2");
        assertEquals(
                other,
                CallOptions.DEFAULT.withMetadata(metadata).withMetadata(other).metadata());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-0.000000001S"})
    void aTimeoutThatIsNotPositiveIsRefused(Duration timeout) {
        assertEquals(
                "timeout must be positive, is " + timeout,
                assertThrows(IllegalArgumentException.class, () -> CallOptions.DEFAULT.withTimeout(timeout))
                        .getMessage());
    }

    @Test
    void theLongestTimeoutIsALimitAllTheSame() {
        long nanos = CallOptions.DEFAULT
                .withTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .timeoutNanos();
        assertTrue(nanos > Duration.ofDays(365).toNanos());
        assertFalse(Deadline.afterNanos(nanos).isExpired());
    }

    @Test
    void nullMetadataIsRefused() {
        assertThrows(NullPointerException.class, () -> CallOptions.DEFAULT.withMetadata(null));
    }
}
