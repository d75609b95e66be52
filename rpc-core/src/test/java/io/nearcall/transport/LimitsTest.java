package io.nearcall.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.RpcConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitsTest {
    private final RpcConfig config = RpcConfig.load();

    @Test
    void nothingIsUnlimitedByDefault() {
        assertEquals(
                new Limits(
                        4 * 1024 * 1024,
                        8 * 1024,
                        1024,
                        16_384,
                        64,
                        4 * 1024 * 1024,
                        64 * 1024,
                        4 * 1024 * 1024,
                        10_000,
                        2048,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)),
                Limits.of(config));
    }

    @Test
    void everyLimitHasItsKey() {
        assertEquals(
                new Limits(
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        10,
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14)),
                Limits.of(config.with("nearcall.limits.message", "1")
                        .with("nearcall.limits.metadata", "2")
                        .with("nearcall.limits.calls", "3")
                        .with("nearcall.limits.connections", "4")
                        .with("nearcall.limits.handshakes", "5")
                        .with("nearcall.limits.write-queue", "6")
                        .with("nearcall.limits.stream", "7")
                        .with("nearcall.limits.streams", "8")
                        .with("nearcall.limits.references", "9")
                        .with("nearcall.limits.threads", "10")
                        .with("nearcall.limits.connect", "11s")
                        .with("nearcall.limits.handshake", "12s")
                        .with("nearcall.limits.heartbeat", "13s")
                        .with("nearcall.limits.drain", "14s")));
    }

    @Test
    void heartbeatAndDrainCanBeSwitchedOff() {
        Limits limits =
                Limits.of(config.with("nearcall.limits.heartbeat", "off").with("nearcall.limits.drain", "off"));
        assertEquals(Duration.ZERO, limits.heartbeat());
        assertEquals(Duration.ZERO, limits.drain());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message | 0 | nearcall.limits.message=0: expected a size from 1 byte to 1 GiB",
                "message | 1025MiB | nearcall.limits.message=1074790400: expected a size from 1 byte to 1 GiB",
                "metadata | 17KiB | nearcall.limits.metadata=17408: at most 16384 bytes fit in the header of a frame; send more in the request itself",
                "metadata | 2GiB | nearcall.limits.metadata=2147483648: expected a size from 1 byte to 1 GiB",
                "write-queue | 0 | nearcall.limits.write-queue=0: expected a size from 1 byte to 1 GiB",
                "calls | 65537 | nearcall.limits.calls=65537: expected a whole number from 1 to 65536",
                "calls | 0 | nearcall.limits.calls=0 (from the program or the endpoint): expected a whole number from 1",
                "threads | 0 | nearcall.limits.threads=0 (from the program or the endpoint): expected a whole number from 1",
                "connect | off | nearcall.limits.connect=off: expected a time above zero, it cannot be switched off",
                "handshake | 0s | nearcall.limits.handshake=off: expected a time above zero, it cannot be switched off"
            })
    void aLimitOutOfRangeIsRefused(String limit, String value, String message) {
        RpcConfig bad = config.with("nearcall.limits." + limit, value);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Limits.of(bad))
                        .getMessage());
    }
}
