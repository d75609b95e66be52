package io.nearcall.tck;

import io.nearcall.Idempotent;
import io.nearcall.RemoteService;
import java.util.concurrent.CompletableFuture;

/** Questions that may be answered twice. */
@RemoteService
public interface AskAgain {
    /** What the test wants. */
    @Idempotent
    String ask(String question);

    /** What the test wants, later. */
    @Idempotent
    CompletableFuture<String> askLater(String question);
}
