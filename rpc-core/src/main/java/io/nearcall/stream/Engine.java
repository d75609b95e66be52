package io.nearcall.stream;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all byte-stream connections of this process share: one poller per selector provider, workers, the
 * watch and a timer.
 *
 * <p>Started by the first connection or listener, stopped by the end of the last.
 */
final class Engine {
    private static final Object LOCK = new Object();
    private static final Duration BEAT = Duration.ofSeconds(1);

    private static Engine shared; // guarded by LOCK
    private static int users; // guarded by LOCK

    private final AtomicInteger workerNumbers = new AtomicInteger();
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Watch watch = new Watch(this);
    private final Map<SelectorProvider, Poller> pollers = new ConcurrentHashMap<>();
    private final Map<StreamConnection, Heartbeat> heartbeats = new ConcurrentHashMap<>();

    private Engine(int maxThreads) {
        workers =
                new ThreadPoolExecutor(0, maxThreads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(null, work, "nearcall-timer", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.scheduleWithFixedDelay(this::beat, BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
        watch.start();
    }

    /** The shared engine, to be given back by {@link #release}. */
    static Engine acquire(int maxThreads) {
        synchronized (LOCK) {
            if (shared == null) {
                shared = new Engine(maxThreads);
            }
            users++;
            return shared;
        }
    }

    /** Says that one user has ended; the last one stops the threads. */
    void release() {
        synchronized (LOCK) {
            if (--users > 0) {
                return;
            }
            shared = null;
        }
        pollers.values().forEach(Poller::stop);
        watch.shutDown();
        timer.shutdownNow();
        workers.shutdown();
    }

    /** A new worker outside the pool, not yet started. */
    Thread newThread(Runnable work) {
        return new WorkerThread(work, "nearcall-worker-" + workerNumbers.incrementAndGet());
    }

    ThreadPoolExecutor workers() {
        return workers;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    Watch watch() {
        return watch;
    }

    Collection<Poller> pollers() {
        return pollers.values();
    }

    Poller poller(SelectorProvider provider) throws IOException {
        Poller poller = pollers.get(provider);
        if (poller != null) {
            return poller;
        }
        synchronized (pollers) {
            poller = pollers.get(provider);
            if (poller == null) {
                poller = new Poller(this, provider);
                pollers.put(provider, poller);
                poller.start();
            }
            return poller;
        }
    }

    /** A poller's selector has failed: who comes next gets another. */
    void lost(Poller poller) {
        pollers.values().remove(poller);
    }

    void startHeartbeat(StreamConnection connection, Heartbeat heartbeat) {
        heartbeat.start(timer, BEAT);
        heartbeats.put(connection, heartbeat);
        if (connection.isEnded()) { // looked at after the heartbeat was put: the end looks the other way round
            stopHeartbeat(connection);
        }
    }

    void stopHeartbeat(StreamConnection connection) {
        Heartbeat heartbeat = heartbeats.remove(connection);
        if (heartbeat != null) {
            heartbeat.stop();
        }
    }

    private void beat() {
        long now = System.nanoTime();
        heartbeats.values().forEach(heartbeat -> heartbeat.beat(now));
    }
}
