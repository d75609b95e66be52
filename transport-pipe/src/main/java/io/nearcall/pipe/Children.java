package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The child processes of one command, one after the other: connecting starts the next.
 *
 * <p>After a child that has ended by itself the start waits for as long as {@link Restarts} says, or is refused where that
 * is long.
 */
final class Children implements Transport {
    private static final String CONNECT = "nearcall.limits.connect";
    private static final String CONNECT_DEFAULT = "10s"; // a process is started, not found
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Command command;
    private final Restarts restarts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Child child;
    private volatile Connection connection;

    Children(Command command) {
        this(command, new Restarts(Restarts.MOST, Restarts.WITHIN));
    }

    Children(Command command, Restarts restarts) {
        this.command = command;
        this.restarts = restarts;
    }

    @Override
    public String scheme() {
        return "pipe";
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        throw new UnsupportedOperationException("a parent connects to its child");
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        NativePipes.prepare(endpoint);
        awaitTurn(endpoint);
        Start start = new Start();
        try {
            Connection made = Streams.connect(endpoint, patient(context).withToken(start.token), start);
            connection = made;
            if (isClosing()) {
                made.close();
            }
            return made;
        } catch (RpcException e) {
            throw unavailable(e.getMessage() + start.lastWords(e.getMessage()), e.getCause());
        }
    }

    /** The present or last child, or null before the first. */
    Child child() {
        return child;
    }

    /** Starts no more children, and lets the last one end its calls. */
    void drain(long millis) {
        closing.countDown();
        Connection last = connection;
        Child present = child;
        if (last != null && present != null) {
            last.drain();
            await(present.whenClosed(), millis);
        }
    }

    /** Waits for the end of the last child, whose pipes are closed. */
    void awaitEnd() {
        Child last = child;
        if (last != null) {
            await(last.whenEnded(), 3 * command.grace().toMillis() + 1_000);
            last.awaitErrors();
        }
    }

    private static void await(Future<?> event, long millis) {
        try {
            event.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // what comes next is harder
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void awaitTurn(Endpoint endpoint) {
        long pause = restarts.pauseNanos(System.nanoTime());
        if (pause > LONGEST_WAIT_NANOS) {
            throw unavailable(
                    endpoint + ": " + (restarts.isOpen() ? "it has ended too often" : "it has just ended")
                            + ", and is started again in " + TimeUnit.NANOSECONDS.toSeconds(pause)
                            + " s; the last time " + child.endSoFar(),
                    null);
        }
        try {
            if (closing.await(pause, TimeUnit.NANOSECONDS)) {
                throw unavailable(endpoint + ": its process is being closed", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(
                    StatusCode.CANCELLED, endpoint + ": interrupted before it was started", Delivery.NOT_EXECUTED, e);
        }
    }

    private static RpcException unavailable(String message, Throwable cause) {
        return new RpcException(StatusCode.UNAVAILABLE, message, Delivery.NOT_EXECUTED, cause);
    }

    private static TransportContext patient(TransportContext context) {
        RpcConfig config = context.config();
        RpcConfig own = config.get(CONNECT).isPresent() ? config : config.with(CONNECT, CONNECT_DEFAULT);
        return new TransportContext(
                own, Limits.of(own), context.spin(), context.tls(), context.counters(), context.handler(), "");
    }

    /** One start of a child. */
    private final class Start implements Streams.Opening {
        private final String token = ParentToken.create();
        private Child started;

        @Override
        public Duplex open(Deadline deadline) throws IOException {
            long now = System.nanoTime();
            Child next = Child.start(command, token);
            started = next;
            child = next;
            next.whenOver().thenRun(() -> {
                if (!isClosing()) {
                    restarts.ended(now, System.nanoTime());
                }
            });
            return next.duplex();
        }

        /** How it ended, where a failure of the handshake does not say so itself. */
        String lastWords(String message) {
            if (started == null || message.contains(started.toString())) {
                return "";
            }
            return "; " + started.end();
        }
    }
}
