package io.nearcall.stream;

import io.nearcall.transport.SpinMode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A duplex that carries nothing any more, and whose end is news. */
final class Lifeline extends Pollable implements Closeable {
    private final Engine engine;
    private final Duplex duplex;
    private final Consumer<IOException> onEnd;
    private final Poller poller;
    private final SpinBudget spin = new SpinBudget(SpinMode.OFF);
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Lifeline(Engine engine, Duplex duplex, Consumer<IOException> onEnd) throws IOException {
        this.engine = engine;
        this.duplex = duplex;
        this.onEnd = onEnd;
        this.poller = engine.poller(duplex.channel().provider());
    }

    void start() {
        poller.register(this);
    }

    @Override
    SelectableChannel channel() {
        return duplex.channel();
    }

    @Override
    int interest() {
        return SelectionKey.OP_READ;
    }

    @Override
    int poll(Poller leader) {
        if (told.get() || closed.get()) {
            return NOTHING;
        }
        try {
            int count = duplex.read(ByteBuffer.allocate(1));
            if (count < 0) {
                tell(null);
            } else if (count > 0) {
                tell(new Violation("bytes beside the way on which both sides have gone on"));
            }
        } catch (IOException e) {
            tell(e);
        }
        return NOTHING;
    }

    private void tell(IOException why) {
        unwatch(); // an end stays readable
        if (told.compareAndSet(false, true)) {
            onEnd.accept(why);
        }
    }

    private void unwatch() {
        SelectionKey watchedKey = key;
        if (watchedKey != null) {
            watchedKey.cancel();
        }
    }

    @Override
    SpinBudget spin() {
        return spin;
    }

    @Override
    void abandoned(Exception reason) {
        if (!closed.get()) {
            tell(new IOException("it cannot be watched: " + reason, reason));
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        unwatch();
        try {
            duplex.close();
        } finally {
            poller.nudge();
            engine.release();
        }
    }
}
