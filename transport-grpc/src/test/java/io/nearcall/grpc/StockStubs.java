package io.nearcall.grpc;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import io.nearcall.RpcServer;
import io.nearcall.tck.TestKeys;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLException;

/**
 * gRPC's own interop suite: its stubs against our server, whose service is contract-first.
 *
 * <p>What is overridden, and why, stands at each override.
 */
@SuppressWarnings("exports") // public as JUnit 4 wants its tests, in a module that exports none of them
public abstract class StockStubs extends AbstractInteropTest {
    private final RpcServer server;
    private final TestKeys keys;

    /**
     * One against a server of {@code service}.
     *
     * @param keys of the server, null for plaintext
     */
    protected StockStubs(TestService service, TestKeys keys) {
        String tls = keys == null ? "" : "&tls.certificate=" + keys.certificate() + "&tls.key=" + keys.key();
        this.keys = keys;
        this.server = RpcServer.serve(
                "grpc://127.0.0.1:0?limits.message=" + MAX_MESSAGE_SIZE + tls, TestService.class, service);
    }

    @Override
    protected final ManagedChannelBuilder<?> createChannelBuilder() {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(
                        server.endpoints().get(0).address())
                .flowControlWindow(TEST_FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(MAX_MESSAGE_SIZE);
        if (keys == null) {
            return builder.usePlaintext();
        }
        try {
            return builder.sslContext(GrpcSslContexts.forClient()
                    .trustManager(keys.certificate().toFile())
                    .build());
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void tearDown() {
        super.tearDown();
        server.close();
    }

    /** These are OpenCensus's, of a server that is gRPC's. */
    @Override
    protected final boolean metricsExpected() {
        return false;
    }
}
