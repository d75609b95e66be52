package io.nearcall.tck;

import io.nearcall.RemoteService;
import java.util.concurrent.CompletableFuture;

/** One asynchronous call, so that a test writes its handler as a lambda. */
@RemoteService
@FunctionalInterface
public interface AskLater {
    /** What the test wants. */
    CompletableFuture<String> ask(String question);
}
