package io.nearcall.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.nearcall.RpcException;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.Log;
import io.nearcall.wire.WireWriter;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/** A stream that this side has opened. */
final class OutboundStream extends GrpcStream {
    private final GrpcConnection connection;
    private final BiFunction<Status, Metadata, RpcException> failure;
    private ClientCall<byte[], byte[]> call;
    private boolean closed; // for sending; guarded by this

    OutboundStream(
            GrpcConnection connection,
            MethodInfo method,
            boolean sendsMany,
            BiFunction<Status, Metadata, RpcException> failure) {
        super(connection, method.fullName(), sendsMany, sendsMany ? writer(connection) : null, connection.limits());
        this.connection = connection;
        this.failure = failure;
        this.closed = !sendsMany;
    }

    private static WireWriter writer(GrpcConnection connection) {
        WireWriter writer = new WireWriter(connection.limits().message());
        writer.carrier(connection);
        return writer;
    }

    void start(ClientCall<byte[], byte[]> started, Metadata beside) {
        call = started;
        started.start(new Events(), beside);
    }

    private final class Events extends ClientCall.Listener<byte[]> {
        @Override
        public void onHeaders(Metadata headers) {
            headersCame(GrpcMetadata.received(headers));
        }

        @Override
        public void onMessage(byte[] bytes) {
            messageCame(bytes);
        }

        @Override
        public void onReady() {
            roomCame();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            connection.ended();
            connection.workers().execute(() -> end(status, trailers)); // observers of the end are the user's
        }

        private void end(Status status, Metadata trailers) {
            if (status.isOk()) {
                completed(GrpcMetadata.received(trailers));
            } else {
                failed(failure.apply(status, trailers));
            }
        }
    }

    @Override
    public void request(int n) {
        unlessGone(() -> call.request(n));
    }

    @Override
    public synchronized void halfClose() {
        if (!closed) {
            closed = true;
            call.halfClose();
        }
    }

    @Override
    boolean hasRoom() {
        return call.isReady();
    }

    @Override
    synchronized void push(byte[] bytes) {
        if (!closed) {
            call.sendMessage(bytes);
        }
    }

    @Override
    void abort(RpcException why) {
        synchronized (this) {
            closed = true;
        }
        unlessGone(() -> call.cancel(why.getMessage(), null));
    }

    /** Behind the last call of the last connection the threads end that would do it. */
    private static void unlessGone(Runnable action) {
        try {
            action.run();
        } catch (RejectedExecutionException ended) {
            Log.LOG.log(Level.DEBUG, "a stream has ended with its connection", ended);
        }
    }
}
