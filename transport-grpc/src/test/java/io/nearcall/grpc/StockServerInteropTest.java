package io.nearcall.grpc;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.testing.integration.TestServiceImpl;
import io.nearcall.RpcClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** Through our server to our client, which is its service and calls gRPC's own server. */
@RunWith(JUnit4.class)
public final class StockServerInteropTest extends StockStubs {
    private final Stock stock;

    /** Made by JUnit. */
    public StockServerInteropTest() {
        this(new Stock());
    }

    private StockServerInteropTest(Stock stock) {
        super(stock.client.service(TestService.class), null);
        this.stock = stock;
    }

    /** gRPC's server, and a client of ours. */
    private static final class Stock {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        private final Server server;
        private final RpcClient client;

        Stock() {
            try {
                server = NettyServerBuilder.forPort(0)
                        .maxInboundMessageSize(MAX_MESSAGE_SIZE)
                        .addService(ServerInterceptors.intercept(
                                new TestServiceImpl(timer), TestServiceImpl.interceptors()))
                        .build()
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            client = RpcClient.connect("grpc://127.0.0.1:" + server.getPort() + "?limits.message=" + MAX_MESSAGE_SIZE);
        }

        void close() {
            client.close();
            server.shutdownNow();
            timer.shutdownNow();
        }
    }

    @Override
    public void tearDown() {
        super.tearDown();
        stock.close();
    }

    /** A handler's own calls carry metadata of their own; GrpcJsTest sends some both ways. */
    @Override
    public void exchangeMetadataUnaryCall() {}

    /** As above. */
    @Override
    public void exchangeMetadataStreamingCall() {}

    /** As above. */
    @Override
    public void customMetadata() {}
}
