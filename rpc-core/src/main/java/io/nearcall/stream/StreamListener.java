package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.Endpoint;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Log;
import io.nearcall.transport.SpinMode;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts duplexes, shakes hands with them on workers, and keeps the connections that come of it. */
final class StreamListener extends Pollable implements Listener {
    private static final long PAUSE_MILLIS = 100;

    private final Engine engine;
    private final Poller poller;
    private final Endpoint endpoint;
    private volatile TransportContext context;
    private final Streams.Acceptor acceptor;
    private final SpinBudget spin = new SpinBudget(SpinMode.OFF);
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean accepting = new AtomicBoolean(true);
    private final AtomicBoolean closed = new AtomicBoolean();

    StreamListener(Engine engine, Endpoint endpoint, TransportContext context, Streams.Acceptor acceptor)
            throws IOException {
        this.engine = engine;
        this.endpoint = endpoint;
        this.context = context;
        this.acceptor = acceptor;
        this.poller = engine.poller(acceptor.channel().provider());
    }

    void start() {
        poller.register(this);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void reload(TransportContext newContext) {
        acceptor.reload(newContext);
        context = newContext;
    }

    @Override
    public CompletableFuture<Void> drain() {
        stopAccepting();
        connections.forEach(StreamConnection::drain);
        return CompletableFuture.allOf(
                connections.stream().map(StreamConnection::ended).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stopAccepting();
        connections.forEach(StreamConnection::close);
        engine.release();
    }

    private void stopAccepting() {
        if (!accepting.compareAndSet(true, false)) {
            return;
        }
        SelectionKey watched = key;
        if (watched != null) {
            watched.cancel();
        }
        try {
            acceptor.close();
        } catch (IOException e) {
            Log.LOG.log(Level.WARNING, "closing " + endpoint, e);
        }
        poller.settle(); // the next server may want the address at once
    }

    // ---- Pollable

    @Override
    SelectableChannel channel() {
        return acceptor.channel();
    }

    @Override
    int interest() {
        return acceptor.channel().validOps(); // of what accepts more than once, to accept
    }

    @Override
    SpinBudget spin() {
        return spin;
    }

    @Override
    void abandoned(Exception reason) {
        if (accepting.get()) {
            Log.LOG.log(Level.ERROR, endpoint + " accepts no more connections", reason);
            new Thread(this::stopAccepting, "nearcall-closing").start(); // so that clients are refused at once
        }
    }

    @Override
    int poll(Poller leader) {
        try {
            while (accepting.get()) {
                Streams.Opening opening = acceptor.accept();
                if (opening == null) {
                    break;
                }
                admit(opening);
            }
        } catch (IOException | RuntimeException | Error e) { // the lead goes on
            if (accepting.get()) { // most often: no descriptors left
                pause();
                Log.LOG.log(Level.WARNING, endpoint + " cannot accept now: " + Streams.words(e));
            }
        }
        return NOTHING;
    }

    private void pause() {
        poller.interest(this, interest(), false);
        engine.timer().schedule(() -> poller.interest(this, interest(), true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void admit(Streams.Opening opening) {
        boolean crowded = handshakes.incrementAndGet() > context.limits().handshakes()
                || connections.size() >= context.limits().connections();
        if (crowded) {
            handshakes.decrementAndGet();
            context.counters().counter("connections refused").increment();
            closeUnopened(opening);
            return;
        }
        try {
            engine.workers().execute(() -> shakeHands(opening));
        } catch (RejectedExecutionException tooManyThreads) {
            handshakes.decrementAndGet();
            closeUnopened(opening);
        }
    }

    private void closeUnopened(Streams.Opening opening) {
        try {
            Streams.closeQuietly(opening.open(Deadline.afterNanos(0)));
        } catch (IOException e) {
            Log.LOG.log(Level.DEBUG, "refusing a connection", e);
        }
    }

    private void shakeHands(Streams.Opening opening) {
        Duplex duplex = null;
        TransportContext now = context;
        try {
            Deadline deadline = Deadline.after(now.limits().handshake());
            duplex = opening.open(deadline);
            Hello peer = Handshake.server(duplex, now, opening.features(), deadline);
            duplex = Streams.upgraded(opening, duplex, peer, deadline);
            StreamConnection[] made = new StreamConnection[1];
            made[0] = Streams.made(endpoint, now, duplex, peer, () -> connections.remove(made[0]));
            connections.add(made[0]); // before the look at whether this is over, as drain() looks the other way round
            if (accepting.get()) {
                made[0].start(false);
            } else {
                made[0].startDrained();
            }
            if (closed.get()) {
                made[0].close();
            }
        } catch (IOException | RuntimeException | Error e) {
            context.counters().counter("handshakes failed").increment();
            Log.LOG.log(Level.WARNING, endpoint + " refuses a connection: " + Streams.words(e));
            Streams.closeQuietly(duplex);
        } finally {
            handshakes.decrementAndGet();
        }
    }
}
