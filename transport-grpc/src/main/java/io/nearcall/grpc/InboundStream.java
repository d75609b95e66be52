package io.nearcall.grpc;

import io.grpc.ServerCall;
import io.nearcall.RpcException;

/** A stream that the peer has opened. */
final class InboundStream extends GrpcStream {
    private final GrpcInbound inbound;
    private final ServerCall<byte[], byte[]> call;

    InboundStream(
            GrpcInbound inbound, ServerCall<byte[], byte[]> call, InboundConnection connection, boolean sendsMany) {
        super(
                connection,
                inbound.fullMethod(),
                sendsMany,
                inbound.reply(), // one message after the other: each is copied when it is sent
                connection.limits());
        this.inbound = inbound;
        this.call = call;
    }

    @Override
    public void request(int n) {
        call.request(n);
    }

    @Override
    public void halfClose() {
        // the call's completion says it
    }

    @Override
    boolean hasRoom() {
        return call.isReady();
    }

    @Override
    void push(byte[] bytes) {
        inbound.push(bytes);
    }

    @Override
    void abort(RpcException why) {
        inbound.abort(why);
    }
}
