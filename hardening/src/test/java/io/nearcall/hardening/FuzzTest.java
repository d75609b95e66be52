package io.nearcall.hardening;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Method;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The targets of {@link Fuzzing}, over their corpus and what a little damage makes of it; {@code hardening/run} is the long run. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FuzzTest {
    private static final int INJURIES = 50;

    static Stream<String> targets() {
        return Fuzzing.TARGETS.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingHurtsIt(String target) throws Exception {
        Method oneInput = Class.forName(target).getMethod("fuzzerTestOneInput", byte[].class);
        List<byte[]> corpus = Fuzzing.corpus(target);
        assertFalse(corpus.isEmpty());
        Random random = new Random(1);
        for (byte[] input : corpus) {
            run(oneInput, input);
            for (int i = 0; i < INJURIES; i++) {
                byte[] damaged = input.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                run(oneInput, damaged);
            }
        }
    }

    private static void run(Method oneInput, byte[] input) {
        try {
            oneInput.invoke(null, (Object) input);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(HexFormat.of().formatHex(input), e.getCause());
        }
    }
}
