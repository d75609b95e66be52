package io.nearcall.tck;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Serves {@link Vault}. */
final class Bank implements Vault {
    @Override
    public String open(String question) throws Locked, Empty, IOException {
        switch (question) {
            case "locked" -> throw new Locked(3, List.of("Ada", "Bob"), new Error("inner cause"));
            case "refused by its constructor" -> throw new Locked(13, List.of());
            case "null inside" -> throw new Locked(3, Arrays.asList("Ada", null));
            case "large" -> throw new Locked(4, List.of("x".repeat(9_000)));
            case "huge" -> throw new Locked(4, List.of("x".repeat(1_000_000)));
            case "empty" -> throw new Empty("nothing in it");
            case "io" -> throw new FileNotFoundException("no such vault");
            case "undeclared" -> throw new IllegalArgumentException("what?");
            case "status" -> throw new RpcException(StatusCode.ABORTED, "not now");
            default -> {
                return question;
            }
        }
    }

    @Override
    public CompletableFuture<String> openLater(String question) throws Locked, Empty, IOException {
        if (question.equals("locked")) {
            throw new Locked(3, List.of("Ada", "Bob")); // at once
        }
        try {
            return CompletableFuture.completedFuture(open(question));
        } catch (Locked | IOException e) {
            return CompletableFuture.failedFuture(new CompletionException(e));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
