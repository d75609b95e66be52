package io.nearcall.stream;

import java.io.IOException;

/** The peer broke the protocol: its connection ends, and nothing else. */
public final class Violation extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the rule that was broken. */
    public Violation(String rule) {
        super("the peer broke the protocol: " + rule);
    }
}
