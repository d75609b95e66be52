package io.nearcall.tck;

import io.nearcall.RemoteService;

/** One blocking call, so that a test writes its handler as a lambda. */
@RemoteService
@FunctionalInterface
public interface Ask {
    /** What the test wants. */
    String ask(String question);
}
