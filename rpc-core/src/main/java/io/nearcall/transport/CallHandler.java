package io.nearcall.transport;

import io.nearcall.stub.MethodInfo;
import java.util.Map;

/** What serves the calls that arrive, at a server or, for call-backs, at a client. */
public interface CallHandler {
    /** Starts serving one connection. */
    Session open(Connection connection);

    /**
     * The interfaces that every connection may call, by the full names of their services.
     *
     * <p>Beside each is its {@code .proto}, the class-path resource {@code META-INF/nearcall/<service>.proto}.
     */
    Map<String, Class<?>> services();

    /** What the method of that full name sends and receives; null where no service has it. */
    MethodInfo.Kind kind(String fullMethod);

    /** The service of one connection. */
    interface Session {
        /** The method of that full name, or null; a transport may keep the answer as long as the connection. */
        Method find(String fullMethod);

        /** The connection has ended. */
        void closed();
    }

    /** One method ready to be called. */
    interface Method {
        /**
         * Says that a call has come, before {@link #serve} does the rest on the same or another thread.
         *
         * <p>Runs nothing of the user's. One-way calls are run in the order of this, so a transport says it in the
         * order of sending.
         */
        void arrived(InboundCall call);

        /**
         * Serves one call; throws nothing.
         *
         * <p>Runs the handler on the calling thread unless the server was given an executor. The call may be open still
         * on return.
         */
        void serve(InboundCall call);

        /** Whether {@link #serve} returns soon, so that a thread that must not block may call it too. */
        default boolean isInline() {
            return false;
        }

        /** What the method sends and receives; a call that was begun as another kind is refused by its transport. */
        MethodInfo.Kind kind();
    }
}
