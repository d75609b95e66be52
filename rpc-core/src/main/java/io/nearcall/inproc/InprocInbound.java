package io.nearcall.inproc;

import io.nearcall.Deadline;
import io.nearcall.Metadata;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcException;
import io.nearcall.Status;
import io.nearcall.internal.RemoteObjects;
import io.nearcall.internal.flow.Flow;
import io.nearcall.transport.CallEnd;
import io.nearcall.transport.CallHandler;
import io.nearcall.transport.Connection;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.Limits;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.atomic.AtomicReference;

/** The server's side of a call inside one JVM; {@code outcome} is null for a one-way call. */
final class InprocInbound implements InboundCall, Flow.Side {
    private final InprocConnection connection;
    private final String fullMethod;
    private final long target;
    private Object callee;
    private final CallHandler.Method method;
    private final Deadline deadline;
    private final Metadata metadata;
    private final InprocCall outcome;
    private final WireReader request = new WireReader();
    private final WireWriter reply;
    private final CallEnd end = new CallEnd();
    private Metadata headers = Metadata.EMPTY;
    private Metadata trailers = Metadata.EMPTY;
    private Runnable onEnd = () -> {};
    private InprocFlow flow; // of a stream, null for others
    private final AtomicReference<Object> ending = new AtomicReference<>(); // of a stream: its failure, or OK

    InprocInbound(
            InprocConnection connection,
            String fullMethod,
            long target,
            CallHandler.Method method,
            Deadline deadline,
            Metadata metadata,
            WireWriter request,
            InprocCall outcome) {
        this.connection = connection;
        this.fullMethod = fullMethod;
        this.target = target;
        this.method = method;
        this.deadline = deadline;
        this.metadata = metadata;
        this.outcome = outcome;
        this.reply = new WireWriter(connection.messageLimit());
        reply.carrier(connection.reverse());
        this.request.carrier(connection.reverse());
        request.copyTo(this.request);
    }

    /** The request has gone, and what it refers to with it. */
    void carry(WireWriter sent) {
        request.carried(RemoteObjects.arrived(connection.reverse(), sent.references()));
        sent.sent();
    }

    void flow(InprocFlow stream) {
        flow = stream;
    }

    void onEnd(Runnable action) {
        onEnd = action;
    }

    void serve() {
        method.arrived(this);
        method.serve(this);
    }

    @Override
    public String fullMethod() {
        return fullMethod;
    }

    @Override
    public long target() {
        return target;
    }

    @Override
    public Object callee() {
        return callee;
    }

    @Override
    public void callee(Object found) {
        callee = found;
    }

    @Override
    public PeerIdentity peer() {
        return connection.peer();
    }

    @Override
    public Connection reverse() {
        return connection.reverse();
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
    public void headers(Metadata metadata) {
        headers = metadata;
    }

    @Override
    public void trailers(Metadata metadata) {
        trailers = metadata;
    }

    @Override
    public void complete() {
        if (flow != null && flow.sendsMany()) {
            endAfterMessages(Status.OK);
            return;
        }
        completeNow();
    }

    private void completeNow() {
        if (outcome != null) {
            reply.checkLimit();
            Limits.checkMetadata(connection.metadataLimit(), headers, trailers);
        }
        if (end.come()) {
            if (outcome != null) {
                outcome.replied(headers, reply, trailers);
            }
            onEnd.run();
        } else {
            reply.clear();
        }
        if (flow != null) {
            flow.end();
        }
    }

    @Override
    public void fail(RpcException failure) {
        request.dropCarried();
        if (flow != null && flow.sendsMany()) {
            endAfterMessages(failure);
            return;
        }
        abort(failure);
        reply.clear();
        if (flow != null) {
            flow.end();
        }
    }

    @Override
    public void abort(RpcException failure) {
        if (end.come()) {
            if (outcome != null) {
                RpcException sent = Limits.within(connection.metadataLimit(), failure);
                if (sent != failure) {
                    connection.countDroppedTrailers();
                }
                outcome.failed(
                        new RpcException( // without its cause, as if it had travelled
                                sent.code(), sent.getMessage(), sent.delivery(), sent.trailers(), null));
            } else {
                connection.oneWays().countFailure();
            }
            onEnd.run();
        }
    }

    private void endAfterMessages(Object how) {
        if (ending.compareAndSet(null, how)) {
            flow.close();
        }
    }

    @Override
    public void beforeFirst() {
        if (!headers.isEmpty()) {
            flow.peer().in().headers(headers); // the message that follows has them delivered
            headers = Metadata.EMPTY;
        }
    }

    @Override
    public void sentAll() {
        if (ending.get() instanceof RpcException failure) {
            abort(failure);
            flow.end();
        } else {
            completeNow();
        }
    }

    @Override
    public MessageStream open(MessageSink sink) {
        if (flow == null) {
            flow = InprocFlow.ofCallee(this, false, false, connection);
        }
        flow.attach(sink);
        return flow;
    }

    @Override
    public boolean isCancelled() {
        return end.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        end.onCancel(action);
    }

    /** Cancels the call if it has not ended. */
    void cancel(RpcException why) {
        if (!end.cancel()) {
            return;
        }
        if (flow != null) {
            flow.abort(why);
        }
        end.runActions(fullMethod);
        onEnd.run();
    }
}
