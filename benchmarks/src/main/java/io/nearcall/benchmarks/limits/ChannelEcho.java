package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A bare echo of 32 bytes over JDK channels, blocking in the kernel or spinning on non-blocking reads. */
public final class ChannelEcho implements Subject {
    private static final int SIZE = Payload.TEXT.length();

    private final boolean unix;
    private final boolean spinning;

    private ChannelEcho(boolean unix, boolean spinning) {
        this.unix = unix;
        this.spinning = spinning;
    }

    /** Over a Unix domain socket. */
    public static Subject uds(boolean spinning) {
        return new ChannelEcho(true, spinning);
    }

    /** Over TCP on the loopback interface, without Nagle's delay. */
    public static Subject tcp(boolean spinning) {
        return new ChannelEcho(false, spinning);
    }

    @Override
    public String description() {
        return "bare JDK " + (unix ? "UDS" : "TCP") + " echo";
    }

    @Override
    public Wait waits() {
        return spinning ? Wait.SPINS : Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
        server.bind(
                unix
                        ? UnixDomainSocketAddress.of(directory.resolve("s"))
                        : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(() -> echo(server), "echo");
        thread.setDaemon(true);
        thread.start();
        return unix
                ? directory.resolve("s").toString()
                : String.valueOf(((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    @Override
    public Client connect(String address) throws IOException {
        SocketAddress to = unix
                ? UnixDomainSocketAddress.of(address)
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(address));
        SocketChannel channel = configured(SocketChannel.open(to));
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        BlockingTarget target = () -> {
            send(channel, buffer);
            receive(channel, buffer);
        };
        return () -> target;
    }

    private void echo(ServerSocketChannel server) {
        try (SocketChannel channel = configured(server.accept())) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
            while (channel.isOpen()) {
                receive(channel, buffer);
                send(channel, buffer);
            }
        } catch (EOFException e) {
            // The client is gone, and this process soon.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketChannel configured(SocketChannel channel) throws IOException {
        if (!unix) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        channel.configureBlocking(!spinning);
        return channel;
    }

    private static void send(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void receive(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the peer closed");
            }
        }
    }
}
