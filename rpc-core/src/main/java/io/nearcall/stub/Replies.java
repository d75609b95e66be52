package io.nearcall.stub;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.internal.Failures;
import io.nearcall.transport.InboundCall;
import io.nearcall.wire.WireWriter;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** What the server half of a generated binding calls. */
public final class Replies {
    private Replies() {}

    /**
     * Ends {@code call} when {@code result} completes; a cancelled call cancels the result.
     *
     * @param encode writes the result, which is null for {@code CompletableFuture<Void>}
     */
    public static <T> void whenDone(InboundCall call, CompletionStage<T> result, BiConsumer<WireWriter, T> encode) {
        if (result == null) {
            throw noReply(call.fullMethod());
        }
        call.onCancel(() -> result.toCompletableFuture().cancel(true));
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                call.fail(Failures.toRpc(failure));
                return;
            }
            try {
                encode.accept(call.reply(), value);
                call.complete();
            } catch (RuntimeException | Error e) {
                call.fail(Failures.toRpc(e));
            }
        });
    }

    /** What a method failed with that returned null where a reply must be. */
    public static RpcException noReply(String fullMethod) {
        return new RpcException(
                StatusCode.INTERNAL,
                fullMethod + " returned null; return a value, or declare Optional",
                Delivery.EXECUTED);
    }
}
