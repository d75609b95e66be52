package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.Counters;
import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call on a lane whose reply, or end, comes at an awkward moment. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LaneCallTest {
    private static final MethodInfo METHOD = new MethodInfo("test.Lanes/Call", MethodInfo.Kind.UNARY, false);
    private static final byte[] MALFORMED = {(byte) 0xff};

    private final OneLane lane = new OneLane();
    private SocketChannel peer;
    private StreamConnection connection;

    @BeforeEach
    void connect() throws IOException {
        SocketChannel[] ends = LoopbackDuplex.connection();
        peer = ends[1];
        Endpoint endpoint = Endpoint.parse("test:lanes");
        TransportContext context =
                TransportContext.of(RpcConfig.load(), endpoint, Optional.empty(), new Counters(), new NothingServed());
        Duplex duplex = new LanedDuplex(new LoopbackDuplex(ends[0], 0, 1), lane);
        connection = Streams.made(endpoint, context, duplex, Hello.of(context.limits(), 0, ""), () -> {});
        connection.start(false);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
    }

    @Test
    void aReplyIsKeptWhenTheConnectionEndsWhileItIsTaken() {
        lane.onReply = payload -> connection.close();
        assertEquals(7, call());
        assertTrue(lane.released);
    }

    @Test
    void aReplyIsKeptWhenTheConnectionEndsAsSoonAsTheLaneIsFree() {
        lane.onRelease = connection::close;
        assertEquals(7, call());
    }

    @Test
    void aHeaderThatCannotBeReadEndsTheConnection() throws Exception {
        lane.header = MALFORMED;
        RpcException failure = assertThrows(RpcException.class, this::call);
        assertEquals(Delivery.UNKNOWN, failure.delivery());
        assertTrue(failure.getMessage().contains("a header cannot be read"), failure.getMessage());
        connection.ended().get(5, TimeUnit.SECONDS);
    }

    private int call() {
        try (OutboundCall call = connection.newCall(METHOD, 0, CallOptions.DEFAULT)) {
            WireReader reply = call.invoke();
            reply.readTag();
            return reply.readInt32();
        }
    }

    /** One lane, whose reply is there as soon as the request is. */
    private static final class OneLane implements OutboundLanes {
        Consumer<WireReader> onReply = payload -> {};
        Runnable onRelease = () -> {};
        byte[] header;
        boolean released;
        private boolean claimed;
        private boolean answered;

        @Override
        public int room() {
            return 1024;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public int claim() {
            claimed = true;
            return 0;
        }

        @Override
        public long nextId(int number) {
            return OutboundLanes.id(number, 1);
        }

        @Override
        public void request(int number, int method, WireWriter head, WireWriter payload) {
            answered = true;
        }

        @Override
        public boolean isAnswered(int number) {
            return answered;
        }

        @Override
        public int reply(int number, WireReader head, WireReader payload) {
            WireWriter seven = new WireWriter(16);
            seven.writeInt32(1, 7);
            byte[] bytes = seven.toByteArray();
            payload.append(ByteBuffer.wrap(bytes), bytes.length);
            onReply.accept(payload);
            if (header == null) {
                return 0;
            }
            head.append(ByteBuffer.wrap(header), header.length);
            return InboundLanes.HEADERS;
        }

        @Override
        public void release(int number) {
            claimed = false;
            released = true;
            onRelease.run();
        }

        @Override
        public void abandon(int number) {
            claimed = false;
        }

        @Override
        public void sleeps(int number) {}

        @Override
        public void wakes(int number) {}

        @Override
        public boolean isIdle() {
            return !claimed;
        }
    }

    private record LanedDuplex(Duplex bytes, OutboundLanes lanes) implements Duplex {
        @Override
        public int read(ByteBuffer target) throws IOException {
            return bytes.read(target);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return bytes.write(sources, offset, length);
        }

        @Override
        public SelectableChannel channel() {
            return bytes.channel();
        }

        @Override
        public OutboundLanes outboundLanes() {
            return lanes;
        }

        @Override
        public PeerIdentity peer() {
            return bytes.peer();
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    private static final class NothingServed implements CallHandler, CallHandler.Session {
        @Override
        public Session open(Connection connection) {
            return this;
        }

        @Override
        public Map<String, Class<?>> services() {
            return Map.of();
        }

        @Override
        public MethodInfo.Kind kind(String fullMethod) {
            return MethodInfo.Kind.UNARY;
        }

        @Override
        public Method find(String fullMethod) {
            return null;
        }

        @Override
        public void closed() {}
    }
}
