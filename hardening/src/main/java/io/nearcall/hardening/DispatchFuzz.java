package io.nearcall.hardening;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Arrays;
import java.util.List;

/** Requests of any bytes to generated code: a reply that is stable when it is asked again, or a failure with a status. */
public final class DispatchFuzz {
    private static final ServiceBinding<Specimens> BINDING = ServiceBinding.of(Specimens.class);
    private static final Specimens MIRROR = new Mirror();
    private static final int ROOM = 1 << 22;

    private DispatchFuzz() {}

    /** The first byte says which method; the others are its request. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        int method = (input[0] & 0xff) % BINDING.methods().size();
        byte[] reply;
        try {
            reply = call(method, Arrays.copyOfRange(input, 1, input.length));
        } catch (RpcException refused) {
            return;
        }
        if (method < BINDING.methods().size() - 2 && !Arrays.equals(reply, call(method, reply))) {
            throw new AssertionError("another value than was written");
        }
    }

    private static byte[] call(int method, byte[] request) throws Exception {
        Call call = new Call(request);
        BINDING.dispatch(MIRROR, method, call);
        if (call.failure != null) {
            throw call.failure;
        }
        return call.reply.toByteArray();
    }

    /** Returns what it is given. */
    private static final class Mirror implements Specimens {
        @Override
        public Maybe maybe(Maybe maybe) {
            return maybe;
        }

        @Override
        public Many many(Many many) {
            return many;
        }

        @Override
        public Known known(Known known) {
            return known;
        }

        @Override
        public Shape shape(Shape shape) {
            return shape;
        }

        @Override
        public String join(String text, List<Plain> plains) {
            return text + plains;
        }

        @Override
        public void take(Plain plain) {}
    }

    /** A call that comes by no connection. */
    private static final class Call implements InboundCall {
        private final WireReader request = new WireReader();
        private final WireWriter reply = new WireWriter(ROOM);
        private RpcException failure;

        Call(byte[] bytes) {
            request.load(bytes, 0, bytes.length);
        }

        @Override
        public String fullMethod() {
            return "nearcall.hardening.Specimens/Any";
        }

        @Override
        public long target() {
            return 0;
        }

        @Override
        public PeerIdentity peer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection reverse() {
            return null;
        }

        @Override
        public Deadline deadline() {
            return null;
        }

        @Override
        public Metadata metadata() {
            return Metadata.EMPTY;
        }

        @Override
        public WireReader request() {
            return request;
        }

        @Override
        public WireWriter reply() {
            return reply;
        }

        @Override
        public void headers(Metadata headers) {}

        @Override
        public void trailers(Metadata trailers) {}

        @Override
        public void complete() {}

        @Override
        public void fail(RpcException why) {
            failure = why;
        }

        @Override
        public MessageStream open(MessageSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {}

        @Override
        public void retain() {}
    }
}
