package io.nearcall.stub;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.Failures;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.ReplyReader;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What both halves of a generated binding call. */
public final class Replies {
    private Replies() {}

    /**
     * Ends {@code call} when {@code result} completes; a cancelled call cancels the result.
     *
     * @param encode writes the result, which is null for {@code CompletableFuture<Void>}
     */
    public static <T> void whenDone(
            InboundCall call, MethodInfo method, CompletionStage<T> result, BiConsumer<WireWriter, T> encode) {
        if (result == null) {
            throw noReply(method.fullName());
        }
        call.onCancel(() -> result.toCompletableFuture().cancel(true));
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                call.fail(Failures.toRpc(failure, method.fullName(), method.exceptions(), true));
                return;
            }
            try {
                encode.accept(call.reply(), value);
                call.complete();
            } catch (RuntimeException | Error e) {
                call.fail(Failures.toRpc(e, method.fullName(), DeclaredExceptions.NONE, true));
            }
        });
    }

    /** Reads the reply of an asynchronous call by {@code read}, or the exception that its method declares. */
    public static <T> ReplyReader<T> reader(MethodInfo method, Function<WireReader, T> read) {
        return new ReplyReader<>() {
            @Override
            public T read(WireReader reply) {
                return read.apply(reply);
            }

            @Override
            public Throwable failed(RpcException failure) {
                return method.exceptions().thrown(failure);
            }
        };
    }

    /** What a method failed with that returned null where a reply must be. */
    public static RpcException noReply(String fullMethod) {
        return new RpcException(
                StatusCode.INTERNAL,
                fullMethod + " returned null; return a value, or declare Optional",
                Delivery.EXECUTED);
    }
}
