package io.nearcall.tck;

import io.nearcall.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Stands where a server should, and treats each connection as the test says. */
final class FakeServer implements AutoCloseable {
    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final Endpoint endpoint;
    private final Consumer<RawSocket> script;
    private final boolean once;
    private final Queue<RawSocket> accepted = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(null, this::run, "tck-fake-server", 0, false);

    FakeServer(Contract contract, Consumer<RawSocket> script) {
        this(contract, false, script);
    }

    /** One that may stop accepting when it has accepted one connection, as a server that drains does. */
    FakeServer(Contract contract, boolean once, Consumer<RawSocket> script) {
        Endpoint wanted = Endpoint.parse(contract.target());
        this.script = script;
        this.once = once;
        this.address = contract.address(wanted);
        try {
            boolean file = address instanceof UnixDomainSocketAddress;
            channel = file ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
            channel.bind(address);
            endpoint = channel.getLocalAddress() instanceof InetSocketAddress bound
                    ? wanted.withAddress(bound.getAddress().getHostAddress() + ":" + bound.getPort())
                    : wanted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    String target() {
        return endpoint.toString();
    }

    private void run() {
        try {
            while (true) {
                RawSocket peer = new RawSocket(channel.accept());
                accepted.add(peer);
                if (once) {
                    stopAccepting();
                }
                script.accept(peer);
            }
        } catch (IOException closed) {
            // the end
        } catch (AssertionError theTestIsOver) {
            // a script that waits for more than its client sends
        }
    }

    private void stopAccepting() throws IOException {
        channel.close();
        if (address instanceof UnixDomainSocketAddress file) {
            Files.deleteIfExists(file.getPath());
        }
    }

    @Override
    public void close() {
        try {
            stopAccepting();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepted.forEach(RawSocket::close);
    }
}
