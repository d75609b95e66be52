package io.nearcall.benchmarks;

/** What calls carry. */
public final class Payload {
    /** What every echo carries: 32 characters of one byte each. */
    public static final String TEXT = "0123456789abcdef".repeat(2);

    /** An element of a stream: 100 bytes. */
    public static final String ELEMENT = "0123456789".repeat(10);

    private Payload() {}

    /** Checks an element of a stream. */
    public static void checkElement(String element) {
        if (!ELEMENT.equals(element)) {
            throw new IllegalStateException("wrong element: " + element);
        }
    }

    /**
     * Checks a reply.
     *
     * @throws IllegalStateException for any other text
     */
    public static void check(String reply) {
        if (!TEXT.equals(reply)) {
            throw new IllegalStateException("wrong reply: " + reply);
        }
    }

    /** Null for the right reply, an exception for a wrong one. */
    public static Throwable failureOf(String reply) {
        return TEXT.equals(reply) ? null : new IllegalStateException("wrong reply: " + reply);
    }
}
