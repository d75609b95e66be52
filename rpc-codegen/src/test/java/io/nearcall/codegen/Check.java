package io.nearcall.codegen;

import java.util.Objects;

/** What a case asserts about its own service once it is compiled; runs with the generated binding beside it. */
public interface Check {
    /** Throws an {@link AssertionError} that says what is wrong. */
    void run() throws Exception;

    /** Equal values. */
    static void same(Object expected, Object actual) {
        if (!Objects.deepEquals(expected, actual)) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }

    /** An exception of that type whose message contains the text. */
    static void fails(Class<? extends Throwable> type, String text, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (type.isInstance(e) && String.valueOf(e.getMessage()).contains(text)) {
                return;
            }
            throw new AssertionError("expected " + type.getSimpleName() + " with '" + text + "' but got " + e, e);
        }
        throw new AssertionError("expected " + type.getSimpleName() + " with '" + text + "'");
    }
}
