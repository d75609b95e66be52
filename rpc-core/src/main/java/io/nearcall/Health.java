package io.nearcall;

import java.util.concurrent.Flow;

/**
 * The health of a server's services, which every {@link RpcServer} serves; gRPC's {@code grpc.health.v1.Health}.
 *
 * <p>A service is asked for by its full name, {@code package.Service}; {@code ""} is the server as a whole.
 */
@RemoteService("grpc.health.v1.Health")
public interface Health {
    /** Whether a service can be called. */
    enum ServingStatus {
        /** Not known to this version. */
        UNKNOWN(0),
        /** Call it. */
        SERVING(1),
        /** Call another server. */
        NOT_SERVING(2),
        /** The server has no service of that name; only {@link #watch} says so. */
        SERVICE_UNKNOWN(3);

        private final int number;

        ServingStatus(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static ServingStatus of(int number) {
            return switch (number) {
                case 1 -> SERVING;
                case 2 -> NOT_SERVING;
                case 3 -> SERVICE_UNKNOWN;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * The status of a service now.
     *
     * @throws RpcException NOT_FOUND when the server has no service of that name
     */
    ServingStatus check(String service);

    /** The status of a service now and at each change, the last one where its receiver is slow; ends with the server. */
    Flow.Publisher<ServingStatus> watch(String service);
}
