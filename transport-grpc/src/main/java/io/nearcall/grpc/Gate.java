package io.nearcall.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ReflectiveChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.nearcall.transport.Limits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Lets in as many connections as the limits allow, and hangs up on others before gRPC sees them. */
final class Gate extends ChannelInboundHandlerAdapter {
    private final Supplier<Limits> limits;
    private final IntSupplier ready;
    private final LongAdder refused;
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * One that is open.
     *
     * @param ready counts the connections that have shaken hands
     * @param refused counts those that were not let in
     */
    Gate(Supplier<Limits> limits, IntSupplier ready, LongAdder refused) {
        this.limits = limits;
        this.ready = ready;
        this.refused = refused;
    }

    /** Makes sockets of a kind with this in front. */
    ChannelFactory<ServerChannel> before(Class<? extends ServerChannel> kind) {
        ChannelFactory<? extends ServerChannel> sockets = new ReflectiveChannelFactory<>(kind);
        return () -> {
            ServerChannel socket = sockets.newChannel();
            socket.pipeline().addLast(this);
            return socket;
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        Limits now = limits.get();
        int others = accepted.get();
        if (others >= now.connections() || others - ready.getAsInt() >= now.handshakes()) {
            refused.increment();
            connection.unsafe().closeForcibly();
            return;
        }
        accepted.incrementAndGet();
        connection.closeFuture().addListener(closed -> accepted.decrementAndGet());
        context.fireChannelRead(connection);
    }
}
