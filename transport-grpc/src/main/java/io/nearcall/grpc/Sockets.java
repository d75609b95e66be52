package io.nearcall.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocalThread;
import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Netty's sockets of one kind, and the threads that serve them while somebody holds them. */
final class Sockets {
    /** Those of Linux where grpc-netty-shaded brings native code for the processor, else the JDK's. */
    private static final Sockets BEST = Epoll.isAvailable()
            ? new Sockets(
                    EpollSocketChannel.class,
                    EpollServerSocketChannel.class,
                    EpollDomainSocketChannel.class,
                    EpollServerDomainSocketChannel.class,
                    EpollIoHandler::newFactory,
                    DomainSocketAddress::new)
            : new Sockets(
                    NioSocketChannel.class,
                    NioServerSocketChannel.class,
                    NioDomainSocketChannel.class,
                    NioServerDomainSocketChannel.class,
                    NioIoHandler::newFactory,
                    UnixDomainSocketAddress::of);

    private final Class<? extends Channel> tcp;
    private final Class<? extends ServerChannel> tcpServer;
    private final Class<? extends Channel> unix;
    private final Class<? extends ServerChannel> unixServer;
    private final Supplier<IoHandlerFactory> handlers;
    private final Function<String, SocketAddress> unixAddress;
    private EventLoopGroup loops; // guarded by this, as is the count
    private int holders;

    private Sockets(
            Class<? extends Channel> tcp,
            Class<? extends ServerChannel> tcpServer,
            Class<? extends Channel> unix,
            Class<? extends ServerChannel> unixServer,
            Supplier<IoHandlerFactory> handlers,
            Function<String, SocketAddress> unixAddress) {
        this.tcp = tcp;
        this.tcpServer = tcpServer;
        this.unix = unix;
        this.unixServer = unixServer;
        this.handlers = handlers;
        this.unixAddress = unixAddress;
    }

    /** The best kind that this machine has. */
    static Sockets best() {
        return BEST;
    }

    Class<? extends Channel> client(boolean isUnix) {
        return isUnix ? unix : tcp;
    }

    Class<? extends ServerChannel> server(boolean isUnix) {
        return isUnix ? unixServer : tcpServer;
    }

    SocketAddress unixAddress(String path) {
        return unixAddress.apply(path);
    }

    /** The threads; to be given back by {@link #release}. */
    synchronized EventLoopGroup acquire() {
        if (holders++ == 0) {
            loops = new MultiThreadIoEventLoopGroup(0, new Loops(), handlers.get());
        }
        return loops;
    }

    /** Whether this thread serves them: it must not wait for what comes by them. */
    static boolean areServedHere() {
        return Thread.currentThread() instanceof Loop;
    }

    /** Fails on a thread that serves connections: it would wait for itself. */
    static void mayWait(String method) {
        if (areServedHere()) {
            throw new RpcException(
                    StatusCode.FAILED_PRECONDITION,
                    method + ": a handler on the thread that brings replies cannot wait for one; remove @Inline from"
                            + " its method, or call with a future and do not wait for that",
                    Delivery.NOT_EXECUTED);
        }
    }

    private static final class Loop extends FastThreadLocalThread {
        Loop(ThreadGroup group, Runnable work, String name) {
            super(group, work, name);
        }
    }

    private static final class Loops extends DefaultThreadFactory {
        Loops() {
            super("nearcall-grpc", true);
        }

        @Override
        protected Thread newThread(Runnable work, String name) {
            return new Loop(threadGroup, work, name);
        }
    }

    synchronized void release() {
        if (--holders == 0) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            loops = null;
        }
    }
}
