package io.nearcall.grpc.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.nearcall.tck.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The listing of the README, with a service and a stub that {@code protoc} has made. */
@Timeout(30)
final class ReadmeSampleTest {
    @Test
    void aStubCallsAServiceOverSharedMemory() throws Exception {
        String target = "shm:" + Contract.unique();
        Server server = NearcallServerBuilder.forTarget(target)
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        ManagedChannel channel = NearcallChannelBuilder.forTarget(target).build();
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
        try {
            HealthCheckRequest whole = HealthCheckRequest.getDefaultInstance();
            assertEquals(ServingStatus.SERVING, health.check(whole).getStatus());
        } finally {
            channel.shutdownNow();
            server.shutdownNow().awaitTermination();
        }
    }
}
