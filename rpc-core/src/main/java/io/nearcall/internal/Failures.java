package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.DeclaredExceptions;
import io.nearcall.wire.WireException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** The one place where what a handler threw becomes a status. */
public final class Failures {
    private static final int MESSAGE_LIMIT = 1024;

    private Failures() {}

    /**
     * The failure to send: code, delivery and message, nothing of the stack, and in trailers what is declared.
     *
     * @param method its full name
     * @param requestRead whether the handler has certainly begun: bytes that break the format are then those of a reply
     *     to a call of its own
     */
    public static RpcException toRpc(
            Throwable thrown, String method, DeclaredExceptions declared, boolean requestRead) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        RpcException status =
                status(cause, method, requestRead || cause != thrown); // the dispatcher's own are not wrapped
        if (declared == DeclaredExceptions.NONE) {
            return status;
        }
        try {
            Optional<Metadata> trailers = declared.trailers(cause);
            return trailers.isEmpty() ? status : with(status, status.getMessage(), trailers.get());
        } catch (RuntimeException e) {
            return with(status, status.getMessage() + " (it does not travel as itself: " + described(e) + ")", null);
        }
    }

    /** The failure with another message, and more trailers; null for none. */
    static RpcException with(RpcException status, String message, Metadata trailers) {
        Metadata all = trailers == null ? status.trailers() : status.trailers().with(trailers);
        return new RpcException(status.code(), message, status.delivery(), all, status.getCause());
    }

    /** The failure of a call whose handler was not reached. */
    static RpcException refused(Throwable thrown, String method) {
        RpcException why = toRpc(thrown, method, DeclaredExceptions.NONE, false);
        return new RpcException(why.code(), why.getMessage(), Delivery.NOT_EXECUTED, why.trailers(), thrown);
    }

    private static RpcException status(Throwable cause, String method, boolean requestRead) {
        if (cause instanceof WireException wire && !(wire.isReading() && requestRead)) {
            return fromWire(wire, method);
        }
        if (cause instanceof RpcException rpc) {
            return new RpcException(
                    rpc.code() == StatusCode.OK ? StatusCode.UNKNOWN : rpc.code(),
                    shortened(rpc.getMessage()),
                    Delivery.EXECUTED,
                    rpc.trailers(),
                    rpc);
        }
        if (cause instanceof InterruptedException || cause instanceof CancellationException) {
            return failed(StatusCode.CANCELLED, "the handler was cancelled", cause);
        }
        if (cause instanceof UnsupportedOperationException) {
            return failed(StatusCode.UNIMPLEMENTED, described(cause), cause);
        }
        if (cause instanceof IllegalArgumentException) {
            return failed(StatusCode.INVALID_ARGUMENT, described(cause), cause);
        }
        if (cause instanceof Error) {
            return failed(StatusCode.INTERNAL, described(cause), cause);
        }
        return failed(StatusCode.UNKNOWN, described(cause), cause);
    }

    private static RpcException fromWire(WireException wire, String method) {
        if (wire.isReading()) { // the request
            StatusCode code = wire.code() == StatusCode.INTERNAL ? StatusCode.INVALID_ARGUMENT : wire.code();
            return new RpcException(code, named("request", wire, method), Delivery.NOT_EXECUTED, wire);
        }
        StatusCode code = wire.code() == StatusCode.INVALID_ARGUMENT ? StatusCode.INTERNAL : wire.code();
        return new RpcException(code, named("reply", wire, method), Delivery.EXECUTED, wire);
    }

    private static String named(String message, WireException wire, String method) {
        String why = wire.getMessage();
        return why.startsWith(method) ? why : method + ": " + message + ": " + why;
    }

    private static RpcException failed(StatusCode code, String message, Throwable cause) {
        return new RpcException(code, message, Delivery.EXECUTED, cause);
    }

    private static String described(Throwable thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null || message.isEmpty() ? name : name + ": " + shortened(message);
    }

    private static String shortened(String message) {
        if (message == null) {
            return "";
        }
        return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT - 3) + "...";
    }
}
