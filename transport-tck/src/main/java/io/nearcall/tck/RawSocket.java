package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A plain socket that says whatever a test wants, right or wrong. */
final class RawSocket implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
    }

    static RawSocket connect(SocketAddress address) {
        try {
            return new RawSocket(SocketChannel.open(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends everything, unless the peer has closed already. */
    RawSocket send(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        Outcomes.awaitState(() -> !left.hasRemaining() || !sent(left), "room to send");
        return this;
    }

    /** Sends what there is room for; how much that was. */
    int offer(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        sent(left);
        return left.position();
    }

    private boolean sent(ByteBuffer left) {
        try {
            channel.write(left);
            return true;
        } catch (IOException closedByThePeer) {
            return false;
        }
    }

    /** Everything that came until the peer closed, within the patience of a test. */
    String awaitEnd() {
        Outcomes.awaitState(this::isEnded, "the end of the connection");
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** The first bytes that came and had not been taken, at least {@code count}. */
    byte[] take(int count) {
        Outcomes.awaitState(() -> isEnded() || received.size() >= count, count + " bytes");
        byte[] all = received.toByteArray();
        assertTrue(all.length >= count, () -> "the peer closed after " + all.length + " of " + count + " bytes");
        received.reset();
        received.write(all, count, all.length - count);
        return java.util.Arrays.copyOf(all, count);
    }

    /** Whether the peer has closed; reads what has come. */
    boolean isEnded() {
        ByteBuffer some = ByteBuffer.allocate(8192);
        try {
            int count = 1;
            while (!ended && count > 0) {
                count = channel.read(some.clear());
                received.write(some.array(), 0, some.position());
                ended = count < 0;
            }
        } catch (IOException reset) {
            ended = true;
        }
        return ended;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
