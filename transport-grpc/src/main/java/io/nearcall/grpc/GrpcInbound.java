package io.nearcall.grpc;

import io.grpc.Context;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.transport.CallEnd;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.Limits;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The server's side of a call by gRPC. */
final class GrpcInbound extends ServerCall.Listener<byte[]> implements InboundCall {
    private final InboundConnection connection;
    private final ServerCall<byte[], byte[]> call;
    private final CallHandler.Method method;
    private final Ends ends = Ends.current();
    private final Deadline deadline; // null: none
    private final Metadata metadata;
    private final WireReader request = new WireReader();
    private final WireWriter reply;
    private final CallEnd end = new CallEnd();
    private volatile boolean whole; // the request
    private volatile InboundStream stream; // null for others

    // Guarded by this.
    private boolean headersSent;
    private Metadata headers = Metadata.EMPTY;
    private Metadata trailers = Metadata.EMPTY;

    private GrpcInbound(
            InboundConnection connection,
            ServerCall<byte[], byte[]> call,
            CallHandler.Method method,
            Metadata metadata) {
        this.connection = connection;
        this.call = call;
        this.method = method;
        this.metadata = metadata;
        io.grpc.Deadline until = Context.current().getDeadline();
        this.deadline = until == null ? null : Deadline.afterNanos(until.timeRemaining(TimeUnit.NANOSECONDS));
        this.reply = new WireWriter(connection.limits().message());
        reply.carrier(connection);
        request.carrier(connection);
    }

    /** Takes a call that has just begun. */
    static ServerCall.Listener<byte[]> begin(
            InboundConnection connection, ServerCall<byte[], byte[]> call, io.grpc.Metadata beside) {
        String name = call.getMethodDescriptor().getFullMethodName();
        CallHandler.Method method = connection.find(name);
        if (method == null) {
            return refuse(
                    call,
                    StatusCode.UNIMPLEMENTED,
                    name + ": this server has no such method; is it the right server, and as new as its client?");
        }
        String kind = beside.get(GrpcMetadata.KIND);
        if (kind != null && !kind.equals(GrpcMetadata.kind(method.kind()))) {
            return refuse(
                    call,
                    StatusCode.UNIMPLEMENTED,
                    name + ": the caller's interface has another kind of method (" + kind + "), here it is "
                            + GrpcMetadata.kind(method.kind()) + "; compile both sides with the same one");
        }
        Metadata metadata = GrpcMetadata.received(beside);
        Limits limits = connection.limits();
        if (metadata.size() > limits.metadata()) {
            return refuse(
                    call,
                    StatusCode.RESOURCE_EXHAUSTED,
                    name + ": metadata of " + metadata.size() + " bytes is over the limit of " + limits.metadata()
                            + " bytes; raise nearcall.limits.metadata on both sides");
        }
        boolean isOneWay = method.kind() == Kind.ONE_WAY;
        if (!isOneWay && !connection.begin()) {
            return refuse(
                    call,
                    StatusCode.RESOURCE_EXHAUSTED,
                    name + ": more than " + limits.calls()
                            + " calls are in flight on this connection; raise nearcall.limits.calls");
        }
        GrpcInbound inbound = new GrpcInbound(connection, call, method, metadata);
        connection.began(inbound);
        inbound.begin();
        return inbound;
    }

    private static ServerCall.Listener<byte[]> refuse(
            ServerCall<byte[], byte[]> call, StatusCode code, String message) {
        RpcException why = new RpcException(code, message, Delivery.NOT_EXECUTED);
        call.close(
                GrpcStatus.toGrpc(why),
                GrpcStatus.trailers(why, call.getMethodDescriptor().getFullMethodName()));
        return new ServerCall.Listener<>() {};
    }

    private boolean receivesMany() {
        return method.kind() == Kind.CLIENT_STREAM || method.kind() == Kind.BIDI_STREAM;
    }

    private boolean sendsMany() {
        return method.kind() == Kind.SERVER_STREAM || method.kind() == Kind.BIDI_STREAM;
    }

    private boolean isOneWay() {
        return method.kind() == Kind.ONE_WAY;
    }

    private void begin() {
        if (receivesMany() || sendsMany()) {
            stream = new InboundStream(this, call, connection, sendsMany());
        }
        if (receivesMany()) {
            serve();
            return;
        }
        if (isOneWay()) {
            connection.oneWays().begin(this);
        }
        call.request(2); // the second one never comes, or is an error
    }

    private void serve() {
        method.arrived(this);
        if (method.isInline()) {
            Context.ROOT.run(() -> method.serve(this)); // in gRPC's own its calls would end with this one
            return;
        }
        try {
            Workers.executeBounded(connection.workers(), () -> method.serve(this));
        } catch (RejectedExecutionException busy) {
            fail(new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    fullMethod() + ": the server runs as many handlers as it may; raise nearcall.limits.threads",
                    Delivery.NOT_EXECUTED));
        }
    }

    // ---- ServerCall.Listener

    @Override
    public void onMessage(byte[] bytes) {
        if (receivesMany()) {
            stream.messageCame(bytes);
        } else if (end.hasCome()) {
            return; // refused: what follows must not make it whole
        } else if (whole) {
            whole = false;
            fail(new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    fullMethod() + " takes one request, several have come",
                    Delivery.NOT_EXECUTED));
        } else {
            RpcException fault = Bytes.fault(
                    bytes, fullMethod(), "the request", connection.limits().message(), Delivery.NOT_EXECUTED);
            if (fault != null) {
                fail(fault);
            } else {
                request.adopt(bytes);
                whole = true;
            }
        }
    }

    @Override
    public void onHalfClose() {
        if (receivesMany()) {
            stream.halfCloseCame();
        } else if (!whole) {
            fail(new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    fullMethod() + " takes one request, none has come",
                    Delivery.NOT_EXECUTED));
        } else if (isOneWay()) {
            connection.oneWays().changed();
        } else {
            if (stream != null) {
                stream.halfCloseCame();
            }
            serve();
        }
    }

    @Override
    public void onReady() {
        InboundStream open = stream;
        if (open != null) {
            open.roomCame();
        }
    }

    @Override
    public void onCancel() {
        cancel(
                ends.areOfConnection()
                        ? connectionEnded()
                        : new RpcException(StatusCode.CANCELLED, "cancelled by the caller", Delivery.UNKNOWN),
                false);
    }

    /** Also when gRPC has ended the call by itself, as a message of it could not be read. */
    @Override
    public void onComplete() {
        if (!end.hasCome()) {
            cancel(
                    new RpcException(
                            StatusCode.INTERNAL,
                            fullMethod() + ": a message of it could not be read",
                            Delivery.UNKNOWN),
                    false);
        }
    }

    /** The server ends the connection with all its calls. */
    void endWithConnection() {
        cancel(connectionEnded(), true);
    }

    private RpcException connectionEnded() {
        return new RpcException(
                StatusCode.UNAVAILABLE, "the connection to " + peer().address() + " ended", Delivery.UNKNOWN);
    }

    private void cancel(RpcException why, boolean isToldToCaller) {
        if (!end.cancel()) {
            return;
        }
        connection.ended(this, isOneWay());
        if (stream != null) {
            stream.failed(why);
        }
        if (isToldToCaller) {
            synchronized (this) {
                call.close(GrpcStatus.toGrpc(why), GrpcStatus.trailers(why, fullMethod()));
            }
        }
        if (end.hasActions()) {
            Workers.execute(() -> end.runActions(fullMethod()));
        }
        if (isOneWay()) {
            connection.oneWays().changed();
        }
    }

    // ---- one-way calls

    /** Whether the request is still on its way. */
    boolean isComing() {
        return !whole && !end.hasCome();
    }

    void serveIfWhole() {
        if (whole) {
            method.arrived(this);
            method.serve(this);
        }
    }

    // ---- InboundCall

    @Override
    public String fullMethod() {
        return call.getMethodDescriptor().getFullMethodName();
    }

    @Override
    public PeerIdentity peer() {
        return connection.peer();
    }

    @Override
    public Connection reverse() {
        return connection;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Metadata metadata() {
        return metadata;
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
    public synchronized void headers(Metadata before) {
        headers = before;
    }

    @Override
    public synchronized void trailers(Metadata after) {
        trailers = after;
    }

    @Override
    public synchronized void complete() {
        if (!sendsMany()) {
            reply.checkLimit();
        }
        Limits.checkMetadata(connection.limits().metadata(), headers, trailers);
        io.grpc.Metadata before = GrpcMetadata.sent(headers);
        io.grpc.Metadata after = GrpcMetadata.sent(trailers);
        if (!end()) {
            return;
        }
        sendHeaders(before);
        if (!sendsMany()) {
            call.sendMessage(reply.toByteArray());
        }
        call.close(Status.OK, after);
        if (stream != null) {
            stream.completed(Metadata.EMPTY);
        }
    }

    @Override
    public void fail(RpcException failure) {
        if (abort(failure) && stream != null) {
            stream.completed(Metadata.EMPTY);
        }
        if (isOneWay()) {
            connection.oneWays().changed(); // those behind it wait for it no longer
        }
    }

    /** Sends a failure, unless the call has ended. */
    synchronized boolean abort(RpcException failure) {
        if (!end()) {
            return false;
        }
        if (isOneWay()) {
            connection.countFailedOneWay();
        }
        RpcException sent = Limits.within(connection.limits().metadata(), failure);
        if (sent != failure) {
            connection.countDroppedTrailers();
        }
        call.close(GrpcStatus.toGrpc(sent), GrpcStatus.trailers(sent, fullMethod()));
        return true;
    }

    /** Sends one message of a stream, unless the call has ended. */
    synchronized void push(byte[] bytes) {
        if (!end.hasCome()) {
            sendHeaders(GrpcMetadata.sent(headers));
            call.sendMessage(bytes);
        }
    }

    private void sendHeaders(io.grpc.Metadata before) {
        if (!headersSent) {
            headersSent = true;
            connection.compression().use(call);
            call.sendHeaders(before);
        }
    }

    /** Ends the call here; whether it had not ended. */
    private boolean end() {
        boolean first = end.come();
        if (first) {
            connection.ended(this, isOneWay());
        }
        return first;
    }

    @Override
    public MessageStream open(MessageSink sink) {
        if (stream == null) {
            stream = new InboundStream(this, call, connection, false);
            stream.halfCloseCame();
        }
        stream.attach(sink);
        return stream;
    }

    @Override
    public boolean isCancelled() {
        return end.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        end.onCancel(action);
    }
}
