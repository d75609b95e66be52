package io.nearcall.internal;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import io.nearcall.transport.InboundCall;

/** How often calls have gone back and forth by references inside of each other; it travels beside them. */
final class Depth {
    private static final int MOST = 100;
    private static final String KEY = "nearcall-depth";

    private Depth() {}

    /** Options for a call by reference that is made while {@code serving}, which may be null. */
    static CallOptions deeper(CallOptions options, InboundCall serving, MethodInfo method) {
        if (serving == null) {
            return options;
        }
        int depth = of(serving) + 1;
        if (depth > MOST) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    method + ": calls by reference are nested " + MOST + " deep; does one call the other without end?",
                    Delivery.NOT_EXECUTED);
        }
        return options.withMetadata(options.metadata().with(Metadata.EMPTY.with(KEY, Integer.toString(depth))));
    }

    /** Options for any other call that is made while {@code serving}. */
    static CallOptions same(CallOptions options, InboundCall serving) {
        return serving.metadata()
                .text(KEY)
                .map(depth -> options.withMetadata(options.metadata().with(Metadata.EMPTY.with(KEY, depth))))
                .orElse(options);
    }

    private static int of(InboundCall serving) {
        try {
            return serving.metadata().text(KEY).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException notOurs) {
            return MOST;
        }
    }
}
