package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Log;
import io.nearcall.transport.TransportContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.function.Consumer;

/** Connections and listeners over duplexes of bytes: what a stream transport is made of. */
public final class Streams {
    private Streams() {}

    /** The feature bit of a peer that can go on through shared memory. */
    public static final long SHARED_MEMORY = 1;

    /** The feature bit of a child process that can go on by a Unix socket in place of its pipes. */
    public static final long SOCKET = 2;

    /** Makes a duplex ready: connects it, or shakes TLS hands on it. */
    public interface Opening {
        /** Returns a connected duplex, within the deadline. */
        Duplex open(Deadline deadline) throws IOException;

        /** The features to offer in the HELLO, as bits. */
        default long features() {
            return 0;
        }

        /**
         * Goes on by another duplex; called when both sides have offered a feature, right after the two HELLOs.
         *
         * @param features those that both sides have
         * @return the duplex for all that follows, perhaps the same one
         */
        default Duplex upgrade(Duplex duplex, long features, Deadline deadline) throws IOException {
            return duplex;
        }
    }

    /** Where connections come from. */
    public interface Acceptor extends AutoCloseable {
        /** What tells when there is something to accept; in non-blocking mode. */
        SelectableChannel channel();

        /**
         * Accepts one connection if there is one.
         *
         * @return how to open it on another thread, or null when there is none now
         */
        Opening accept() throws IOException;

        /** Opens what comes from now on by the settings of {@code context}; throws and changes nothing when they are bad. */
        default void reload(TransportContext context) {}

        /** Stops listening and removes what was made for it, such as a socket file. */
        @Override
        void close() throws IOException;
    }

    /** Opens a duplex and shakes hands on it, within the connect timeout. */
    public static Connection connect(Endpoint endpoint, TransportContext context, Opening opening) {
        Deadline deadline = Deadline.after(context.limits().connect());
        Duplex duplex = null;
        try {
            duplex = opening.open(deadline);
            Hello peer = Handshake.client(duplex, context, opening.features(), deadline);
            duplex = upgraded(opening, duplex, peer, deadline);
            StreamConnection connection = made(endpoint, context, duplex, peer, () -> {});
            connection.start(true);
            return connection;
        } catch (IOException e) {
            closeQuietly(duplex);
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + words(e), Delivery.NOT_EXECUTED, e);
        } catch (RuntimeException | Error e) {
            closeQuietly(duplex);
            throw e;
        }
    }

    /** Starts accepting; {@code bound} is the endpoint with its port resolved. */
    public static Listener listen(Endpoint bound, TransportContext context, Acceptor acceptor) {
        Engine engine = Engine.acquire(context.limits().threads());
        try {
            StreamListener listener = new StreamListener(engine, bound, context, acceptor);
            listener.start();
            return listener;
        } catch (IOException e) {
            engine.release();
            throw new RpcException(StatusCode.UNAVAILABLE, bound + ": " + words(e), Delivery.NOT_EXECUTED, e);
        }
    }

    /**
     * Watches a duplex whose bytes go another way by now.
     *
     * @param onEnd told once, by a thread that must not wait: null for its end, else what is wrong with it
     * @return closes the duplex
     */
    public static Closeable watch(Duplex duplex, TransportContext context, Consumer<IOException> onEnd)
            throws IOException {
        Engine engine = Engine.acquire(context.limits().threads());
        try {
            Lifeline lifeline = new Lifeline(engine, duplex, onEnd);
            lifeline.start();
            return lifeline;
        } catch (IOException | RuntimeException | Error e) {
            engine.release();
            throw e;
        }
    }

    /** What calls travel by, after the two HELLOs. */
    static Duplex upgraded(Opening opening, Duplex duplex, Hello peer, Deadline deadline) throws IOException {
        long common = opening.features() & peer.features();
        return common == 0 ? duplex : opening.upgrade(duplex, common, deadline);
    }

    /** A connection after its handshake, to be started. */
    static StreamConnection made(
            Endpoint endpoint, TransportContext context, Duplex duplex, Hello peer, Runnable onClosed)
            throws IOException {
        Engine engine = Engine.acquire(context.limits().threads());
        try {
            return new StreamConnection(engine, endpoint, context, duplex, peer, onClosed);
        } catch (IOException | RuntimeException | Error e) {
            engine.release();
            throw e;
        }
    }

    static void closeQuietly(Duplex duplex) {
        if (duplex != null) {
            try {
                duplex.close();
            } catch (IOException e) {
                Log.LOG.log(System.Logger.Level.DEBUG, "closing a connection that was not made", e);
            }
        }
    }

    /** The system's own words. */
    static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
