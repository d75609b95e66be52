package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Serves {@link Oracle} and counts: each nonce runs at most once and ends exactly once, with its own reply. */
public final class Tally implements Oracle {
    private final Map<Long, AtomicInteger> executions = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> completions = new ConcurrentHashMap<>();
    private final AtomicLong nonces = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    /** The next work, of that many bytes. */
    public Work next(int length) {
        return Work.of(nonces.incrementAndGet(), length);
    }

    // ---- the server

    @Override
    public Done work(Work work) {
        executions.computeIfAbsent(work.nonce(), nonce -> new AtomicInteger()).incrementAndGet();
        return Oracle.answer(work);
    }

    @Override
    public CompletableFuture<Done> workLater(Work work) {
        return CompletableFuture.completedFuture(work(work));
    }

    // ---- the client

    public void succeeded(Work work, Done done) {
        ended(work);
        if (!work.isAnsweredBy(done)) {
            wrong.incrementAndGet();
        }
    }

    public void ended(Work work) {
        completions.computeIfAbsent(work.nonce(), nonce -> new AtomicInteger()).incrementAndGet();
    }

    public int executed() {
        return executions.size();
    }

    /** After the last call. */
    public void check() {
        assertEquals(0, wrong.get(), "wrong replies");
        assertEquals(nonces.get(), completions.size(), "calls that ended");
        assertEquals(0, completions.values().stream().filter(n -> n.get() != 1).count(), "calls that ended twice");
        assertEquals(0, executions.values().stream().filter(n -> n.get() != 1).count(), "calls that ran twice");
    }
}
