package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoresTest {
    @ParameterizedTest
    @CsvSource({
        "0.01 0.40 1.00 1/79 16920, true",
        "0.01 0.40 1.00 2/79 16920, true",
        "0.01 0.40 1.00 3/79 16920, false",
        "12.50 9.40 1.00 23/1790 16920, false",
        "0.01 0.40 1.00, false",
        "0.01 0.40 1.00 2, false",
        "0.01 0.40 1.00 x/79, false",
        "'', false"
    })
    void oneIsFreeWhileNoMoreThreadsWantToRunThanThereAreProcessors(String line, boolean free) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        assertEquals(free, Cores.isOneFree(bytes, bytes.length, 2));
    }
}
