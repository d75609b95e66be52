package io.nearcall.tck;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Journal.Event;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Blocking, asynchronous and one-way calls without a pause, each with a nonce and in a journal, until one fails. */
final class Load {
    private static final int IN_FLIGHT = 16;

    private final RpcClient client;
    private final Journal journal;
    private final AtomicLong nonces;
    private final AtomicLong replies = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private Load(RpcClient client, Journal journal, AtomicLong nonces) {
        this.client = client;
        this.journal = journal;
        this.nonces = nonces;
    }

    /** Starts calling; {@code nonces} has the last nonce that was used. */
    static Load start(RpcClient client, Journal journal, AtomicLong nonces) {
        Load load = new Load(client, journal, nonces);
        load.run("load-blocking-1", load::callBlocking);
        load.run("load-blocking-2", load::callBlocking);
        load.run("load-asynchronous", load::callAsynchronously);
        load.run("load-one-way", load::callOneWay);
        return load;
    }

    /** Serves what a load calls, with a journal of what ran. */
    static RpcServer.Builder serve(Journal journal) {
        return RpcServer.builder()
                .serve(Oracle.class, new Serving(journal))
                .serve(
                        Tell.class,
                        news -> journal.add(Long.parseLong(news.substring(0, news.indexOf(' '))), Event.RAN));
    }

    private record Serving(Journal journal) implements Oracle {
        @Override
        public Done work(Work work) {
            journal.add(work.nonce(), Event.RAN);
            return Oracle.answer(work);
        }

        @Override
        public CompletableFuture<Done> workLater(Work work) {
            return CompletableFuture.completedFuture(work(work));
        }
    }

    long replies() {
        return replies.get();
    }

    /** Whether every call has ended. */
    boolean isOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    void stop() {
        over = true;
    }

    private void run(String name, Runnable calls) {
        Thread thread = new Thread(calls, name);
        threads.add(thread);
        thread.start();
    }

    private Oracle.Work next(Random random) {
        long nonce = nonces.incrementAndGet();
        journal.add(nonce, Event.BEGUN);
        int size = switch (random.nextInt(16)) {
            case 0 -> 100_000; // many frames, more than is written at once
            case 1, 2 -> 2_000 + random.nextInt(200); // about what a lane holds
            default -> random.nextInt(300);
        };
        return Oracle.Work.of(nonce, size);
    }

    private void callBlocking() {
        Oracle oracle = client.service(Oracle.class);
        Random random = new Random(threads.size());
        while (!over) {
            Oracle.Work work = next(random);
            try {
                replied(work, oracle.work(work));
            } catch (RpcException e) {
                failed(work, e);
            }
        }
    }

    private void callAsynchronously() {
        Oracle oracle = client.service(Oracle.class);
        Random random = new Random(0);
        Semaphore window = new Semaphore(IN_FLIGHT);
        while (!over) {
            window.acquireUninterruptibly();
            Oracle.Work work = next(random);
            try {
                oracle.workLater(work).whenComplete((done, failure) -> {
                    if (failure == null) {
                        replied(work, done);
                    } else {
                        failed(work, failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                    window.release();
                });
            } catch (RpcException e) {
                failed(work, e);
                window.release();
            }
        }
        window.acquireUninterruptibly(IN_FLIGHT);
    }

    private void callOneWay() {
        Tell tell = client.service(Tell.class);
        Random random = new Random(1);
        while (!over) {
            Oracle.Work work = next(random);
            try {
                tell.tell(work.nonce() + " " + Base64.getEncoder().encodeToString(work.bytes()));
                journal.add(work.nonce(), Event.SENT_ONE_WAY);
            } catch (RpcException e) {
                failed(work, e);
            }
        }
    }

    private void replied(Oracle.Work work, Oracle.Done done) {
        journal.add(work.nonce(), work.isAnsweredBy(done) ? Event.REPLIED : Event.WRONG);
        replies.incrementAndGet();
    }

    private void failed(Oracle.Work work, Throwable failure) {
        boolean never = failure instanceof RpcException rpc && rpc.delivery() == Delivery.NOT_EXECUTED;
        boolean known = failure instanceof RpcException rpc && rpc.code() == StatusCode.UNAVAILABLE;
        journal.add(work.nonce(), !known ? Event.WRONG : never ? Event.NOT_EXECUTED : Event.UNKNOWN);
        over = true;
    }
}
