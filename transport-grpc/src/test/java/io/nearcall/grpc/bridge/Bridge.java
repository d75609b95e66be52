package io.nearcall.grpc.bridge;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.nearcall.tck.Contract;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server and a channel to it, over one transport. */
final class Bridge {
    final Server server;
    final ManagedChannel channel;

    private Bridge(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    /** What is built over {@code scheme}. */
    static Bridge of(
            String scheme, UnaryOperator<NearcallServerBuilder> serving, UnaryOperator<NearcallChannelBuilder> calling)
            throws IOException {
        String target = scheme.equals("tcp") ? "tcp://127.0.0.1:0" : scheme + ":" + Contract.unique();
        Server server =
                serving.apply(NearcallServerBuilder.forTarget(target)).build().start();
        String bound = scheme.equals("tcp") ? "tcp://127.0.0.1:" + server.getPort() : target;
        return new Bridge(
                server, calling.apply(NearcallChannelBuilder.forTarget(bound)).build());
    }

    void close() throws InterruptedException {
        channel.shutdownNow();
        server.shutdownNow();
        if (!channel.awaitTermination(10, TimeUnit.SECONDS) || !server.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "channel terminated: " + channel.isTerminated() + ", server terminated: " + server.isTerminated());
        }
    }
}
