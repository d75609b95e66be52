package io.nearcall.tck;

import io.nearcall.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A hub in which every ear is called back at once, in a thread of its own, and whose tickets are slow to say their number. */
final class Parley extends ReferenceContract.Office {
    private final Runnable pause;
    private final List<CompletableFuture<String>> ends = new ArrayList<>(); // guarded by this

    /** Its tickets run {@code pause}. */
    Parley(Runnable pause) {
        this.pause = pause;
    }

    /** How the call-backs ended: code and delivery, or what they said. */
    synchronized List<CompletableFuture<String>> ends() {
        return List.copyOf(ends);
    }

    static String endOf(RpcException failure) {
        return failure.code() + " " + failure.delivery();
    }

    @Override
    public synchronized void keep(Ear ear) {
        ends.add(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ear.hear("block");
                    } catch (RpcException e) {
                        return endOf(e);
                    }
                },
                Outcomes.THREAD));
    }

    @Override
    public Ticket ticket(int number) {
        return new Slow(number, pause);
    }

    private record Slow(int number, Runnable pause) implements Ticket {
        @Override
        public int number() {
            pause.run();
            return number;
        }

        @Override
        public void close() {}

        @Override
        public void punch() {}
    }
}
