package io.nearcall.pipe;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Listener;
import io.nearcall.transport.Transport;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import jnr.enxio.channels.NativeSocketChannel;

/** Pairs of pipes within this process, scheme {@code pipes}: what {@code pipe:} is made of, for its contract. */
public final class PairTransport implements Transport {
    private static final Map<String, Pairs> LISTENING = new ConcurrentHashMap<>();

    private final PipeDuplex.Peer peer;

    /** Found by {@link java.util.ServiceLoader}. */
    public PairTransport() {
        this(new PipeDuplex.Peer() {});
    }

    /** One whose clients have the other side known by {@code peer}. */
    PairTransport(PipeDuplex.Peer peer) {
        this.peer = peer;
    }

    @Override
    public String scheme() {
        return "pipes";
    }

    @Override
    public Connection connect(Endpoint endpoint, TransportContext context) {
        return Streams.connect(endpoint, context, deadline -> {
            Pairs pairs = LISTENING.get(endpoint.address());
            if (pairs == null) {
                throw new IOException("no server listens at " + endpoint.address() + "; start it");
            }
            return pairs.connect(peer);
        });
    }

    @Override
    public Listener listen(Endpoint endpoint, TransportContext context) {
        try {
            Pairs pairs = new Pairs(endpoint.address());
            if (LISTENING.putIfAbsent(endpoint.address(), pairs) != null) {
                pairs.release();
                throw new IOException("a live server listens there; use another address");
            }
            return Streams.listen(endpoint, context, pairs);
        } catch (IOException e) {
            throw new RpcException(StatusCode.UNAVAILABLE, endpoint + ": " + e.getMessage(), Delivery.NOT_EXECUTED, e);
        }
    }

    private static final class Pairs implements Streams.Acceptor {
        private final String name;
        private final NativeSocketChannel signal;
        private final int announcing;
        private final Queue<Duplex> waiting = new ConcurrentLinkedQueue<>();
        private boolean closed;

        Pairs(String name) throws IOException {
            this.name = name;
            int[] ends = Descriptors.pipe();
            this.signal = new NativeSocketChannel(ends[0], SelectionKey.OP_ACCEPT);
            this.announcing = ends[1];
            signal.configureBlocking(false);
        }

        synchronized Duplex connect(PipeDuplex.Peer other) throws IOException {
            if (closed) {
                throw new IOException("the server at " + name + " is closed");
            }
            int[] to = Descriptors.pipe();
            int[] from = Descriptors.pipe();
            PeerIdentity peer = PeerIdentity.of("pipes:" + name);
            waiting.add(new PipeDuplex(to[0], from[1], peer, new PipeDuplex.Peer() {}));
            Descriptors.write(announcing, "+");
            return new PipeDuplex(from[0], to[1], peer, other);
        }

        @Override
        public SelectableChannel channel() {
            return signal;
        }

        @Override
        public Streams.Opening accept() throws IOException {
            if (signal.read(ByteBuffer.allocate(1)) <= 0) {
                return null;
            }
            Duplex next = waiting.poll();
            return deadline -> next;
        }

        @Override
        public synchronized void close() throws IOException {
            LISTENING.remove(name, this);
            release();
        }

        void release() throws IOException {
            closed = true;
            signal.close();
            Descriptors.close(announcing);
            for (Duplex each = waiting.poll(); each != null; each = waiting.poll()) {
                each.close();
            }
        }
    }
}
