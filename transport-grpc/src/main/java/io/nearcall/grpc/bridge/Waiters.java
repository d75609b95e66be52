package io.nearcall.grpc.bridge;

import io.grpc.stub.ClientCalls;
import java.util.concurrent.Executor;

/** The executors of gRPC's blocking stubs: the thread that makes the call runs what it is told, as it waits. */
final class Waiters {
    /** The class is gRPC's own; should another version have none of this kind, calls are slower and nothing else. */
    private static final ClassValue<Boolean> ARE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getEnclosingClass() == ClientCalls.class;
        }
    };

    private Waiters() {}

    /** Whether {@code executor}, which may be null, is one. */
    static boolean run(Executor executor) {
        return executor != null && ARE.get(executor.getClass());
    }
}
