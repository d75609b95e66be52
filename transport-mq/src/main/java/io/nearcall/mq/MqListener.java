package io.nearcall.mq;

import io.nearcall.Endpoint;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Log;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes calls out of a queue, one after the other, the most urgent first.
 *
 * <p>The next one is taken when the last one has ended, so that what cannot be done yet stays with the kernel.
 */
final class MqListener implements Listener {
    private static final long LAST_LOOK_SECONDS = 1;

    private final Endpoint endpoint;
    private final TransportContext context;
    private final Queue queue;
    private final MqConnection reverse;
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile MqInbound current;

    MqListener(Endpoint endpoint, TransportContext context, Queue queue) {
        this.endpoint = endpoint;
        this.context = context;
        this.queue = queue;
        this.reverse = new MqConnection(endpoint, context, null, WhenFull.FAIL);
        this.thread = new Thread(null, this::run, "nearcall-" + endpoint, 0, false);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void reload(TransportContext newContext) {
        // nothing here is set for each connection: there are none
    }

    @Override
    public CompletableFuture<Void> drain() {
        draining = true;
        return ended;
    }

    /** Waits for the thread, unless a handler keeps it. */
    @Override
    public void close() {
        draining = true;
        MqInbound call = current;
        if (call != null) {
            call.cancel();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            ended.get(LAST_LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException handlerRuns) {
            Log.LOG.log(Level.DEBUG, endpoint + " is closed while a handler runs");
        }
    }

    private void run() {
        byte[] message = new byte[queue.messageSize()];
        try {
            while (!draining) {
                int length = queue.poll(message);
                if (length >= 0) {
                    serve(message, length);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            Log.LOG.log(Level.ERROR, endpoint + " takes no more calls", e);
        } finally {
            queue.close();
            reverse.close();
            ended.complete(null);
        }
    }

    private void serve(byte[] message, int length) {
        Letter letter;
        try {
            letter = Letter.read(message, length);
        } catch (WireException | IllegalArgumentException e) {
            refuse("it cannot be read: " + e.getMessage());
            return;
        }
        CallHandler.Method method = reverse.session().find(letter.method());
        if (method == null || method.kind() != MethodInfo.Kind.ONE_WAY) {
            refuse("no one-way method '" + letter.method() + "' is served here");
            return;
        }
        MqInbound call = new MqInbound(
                letter,
                reverse,
                () -> context.counters().counter("one-way calls failed").increment());
        current = call;
        try {
            method.arrived(call);
            method.serve(call);
        } catch (RuntimeException | Error e) { // of one that makes no sense; the next one may
            refuse("it cannot be served: " + e);
            call.complete();
        }
        call.ended().join();
        current = null;
    }

    private void refuse(String why) {
        context.counters().counter("messages refused").increment();
        Log.LOG.log(Level.WARNING, endpoint + " drops a message: " + why);
    }
}
