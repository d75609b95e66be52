package io.nearcall.tck;

import io.nearcall.RemoteService;

/** {@link io.nearcall.Health} as the {@code .proto} of gRPC has it. */
@RemoteService("grpc.health.v1.Health")
public interface GrpcHealth {
    /** The request. */
    record HealthCheckRequest(String service) {}

    /** The reply; an enum travels as its number. */
    record HealthCheckResponse(int status) {}

    HealthCheckResponse check(HealthCheckRequest request);
}
