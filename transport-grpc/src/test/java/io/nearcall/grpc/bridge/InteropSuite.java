package io.nearcall.grpc.bridge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.testing.integration.AbstractInteropTest;
import io.grpc.testing.integration.UnimplementedServiceGrpc;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * gRPC's own interop suite between its stubs and its service, with Nearcall between them.
 *
 * <p>What is overridden, and why, stands at each override; docs/grpc-bridge.md repeats it for users.
 */
@SuppressWarnings("exports") // public as JUnit 4 wants its tests, in a module that exports none of them
public abstract class InteropSuite extends AbstractInteropTest {
    private final String target;

    /** One over {@code target}, an endpoint that nobody else uses. */
    protected InteropSuite(String target) {
        this.target = target;
    }

    @Override
    protected ServerBuilder<?> getServerBuilder() {
        return NearcallServerBuilder.forTarget(target).maxInboundMessageSize(MAX_MESSAGE_SIZE);
    }

    @Override
    protected ManagedChannelBuilder<?> createChannelBuilder() {
        return NearcallChannelBuilder.forTarget(target).maxInboundMessageSize(MAX_MESSAGE_SIZE);
    }

    /** These are OpenCensus's, which the channel would have to ask for; the tracers, which it is made of, are checked. */
    @Override
    protected boolean metricsExpected() {
        return false;
    }

    /** A side knows its peer; it has no address of its own on a socket without a name. */
    @Override
    protected SocketAddress obtainLocalClientAddr() {
        return obtainRemoteServerAddr();
    }

    /** A deadline travels, and not as a header. */
    @Override
    public void sendsTimeoutHeader() {
        blockingStub.withDeadlineAfter(1, TimeUnit.MINUTES).emptyCall(EMPTY);
    }

    /** A method that is not served is refused before there is a call to trace. */
    @Override
    public void unimplementedService() {
        UnimplementedServiceGrpc.UnimplementedServiceBlockingStub stub =
                UnimplementedServiceGrpc.newBlockingStub(channel);
        StatusRuntimeException refusal =
                assertThrows(StatusRuntimeException.class, () -> stub.unimplementedCall(EMPTY));
        assertEquals(Status.Code.UNIMPLEMENTED, refusal.getStatus().getCode());
    }
}
