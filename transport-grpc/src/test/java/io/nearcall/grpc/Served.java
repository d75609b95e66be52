package io.nearcall.grpc;

import io.nearcall.CallContext;
import io.nearcall.Metadata;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import io.nearcall.tck.Tell;
import io.nearcall.tck.Vault;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** What peers in other languages call: a method of every kind. */
final class Served {
    private Served() {}

    /** A server; what it is told goes to {@code told}. */
    static RpcServer at(String target, Queue<String> told) {
        return RpcServer.builder()
                .listen(target)
                .serve(Ask.class, Served::answer)
                .serve(Tell.class, told::add)
                .serve(Feed.class, new Items())
                .serve(Vault.class, new Safe())
                .start();
    }

    private static String answer(String question) {
        if (question.equals("block")) {
            CountDownLatch cancelled = new CountDownLatch(1);
            CallContext.current().onCancel(cancelled::countDown);
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (question.equals("metadata")) {
            CallContext context = CallContext.current();
            context.headers(
                    context.metadata().only("who").with(context.metadata().only("raw-bin")));
            context.trailers(Metadata.EMPTY.with("cost", "7"));
        }
        return question;
    }

    private static final class Safe implements Vault {
        @Override
        public String open(String question) throws Locked {
            throw new Locked(3, List.of("Ada", "Bob"));
        }

        @Override
        public CompletableFuture<String> openLater(String question) {
            throw new UnsupportedOperationException();
        }
    }
}
