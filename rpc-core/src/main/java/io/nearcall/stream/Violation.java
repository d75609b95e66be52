package io.nearcall.stream;

import java.io.IOException;

/** The peer broke the protocol: its connection ends, and nothing else. */
final class Violation extends IOException {
    private static final long serialVersionUID = 1L;

    Violation(String rule) {
        super("the peer broke the protocol: " + rule);
    }
}
