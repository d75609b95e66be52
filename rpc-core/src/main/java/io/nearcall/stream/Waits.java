package io.nearcall.stream;

import io.nearcall.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Waiting for one duplex while a connection is set up. */
public final class Waits {
    private Waits() {}

    /**
     * Waits until the duplex is ready for {@code operation} of {@link SelectionKey}, or has ended.
     *
     * @throws SocketTimeoutException when the deadline has passed
     */
    public static void until(Duplex duplex, int operation, Deadline deadline) throws IOException {
        SelectableChannel channel = operation == SelectionKey.OP_WRITE ? duplex.sink() : duplex.channel();
        try (Selector selector = channel.provider().openSelector()) {
            SelectionKey key = channel.register(selector, operation);
            if (!duplex.beforeWait(false)) {
                duplex.afterWait(false);
                return;
            }
            long millis = deadline.remainingNanos() / 1_000_000;
            if (millis <= 0 || selector.select(millis) == 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted while shaking hands");
                }
                if (deadline.remainingNanos() <= 1_000_000) {
                    throw new SocketTimeoutException("the peer did not shake hands in time; does it speak Nearcall, and"
                            + " is it not too busy for nearcall.limits.connect or nearcall.limits.handshake?");
                }
            }
            duplex.afterWait(false);
            duplex.drain();
            key.cancel();
            selector.selectNow();
        }
    }
}
