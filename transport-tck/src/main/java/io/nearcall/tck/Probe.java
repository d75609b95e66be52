package io.nearcall.tck;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.transport.MessageSink;
import io.nearcall.transport.MessageStream;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** A sink that remembers what it was told, and complains of events that are out of order or at the same time. */
final class Probe implements MessageSink {
    /** A message: a number, and as many bytes as are wanted made from it. */
    static void write(WireWriter out, long number, int bytes) {
        out.writeInt64(1, number);
        if (bytes > 0) {
            out.writeBytes(2, Carry.bytes(bytes, number));
        }
    }

    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> complaints = new ArrayList<>(); // guarded by this
    private volatile int messages;
    private volatile long next;
    private volatile long bytes;
    private volatile Metadata headers;
    private volatile Metadata trailers;
    private volatile RpcException failure;
    private volatile int readies;
    private volatile boolean halfClosed;
    private volatile boolean ended;
    private LongConsumer onMessage = number -> {};
    private Runnable onEnd = () -> {};
    private boolean checksBytes = true;

    /** Runs {@code action} with the number of each message; must not block. */
    Probe each(LongConsumer action) {
        onMessage = action;
        return this;
    }

    Probe atEnd(Runnable action) {
        onEnd = action;
        return this;
    }

    Probe trusting() {
        checksBytes = false;
        return this;
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    int readies() {
        return readies;
    }

    Metadata headers() {
        return headers;
    }

    Metadata trailers() {
        return trailers;
    }

    RpcException failure() {
        return failure;
    }

    boolean isHalfClosed() {
        return halfClosed;
    }

    boolean isEnded() {
        return ended;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Waits as a user of the stream does. */
    void awaitEnd(MessageStream stream) {
        stream.await(() -> ended, Outcomes.patience());
        Outcomes.awaitState(() -> ended, "the end of the stream");
    }

    void awaitMessages(MessageStream stream, int count) {
        stream.await(() -> messages >= count || ended, Outcomes.patience());
        Outcomes.awaitState(() -> messages >= count, count + " messages, not " + messages);
    }

    private void enter(boolean right, String what) {
        if (inside.getAndIncrement() != 0 || !right) {
            complain(what + (right ? " beside another event" : " out of order"));
        }
    }

    private synchronized void complain(String what) {
        complaints.add(what);
    }

    private void leave() {
        inside.decrementAndGet();
    }

    @Override
    public void onHeaders(Metadata metadata) {
        enter(messages == 0 && headers == null && !ended, "headers");
        headers = metadata;
        leave();
    }

    @Override
    public void onMessage(WireReader message) {
        enter(!halfClosed && !ended, "a message");
        int size = message.remaining();
        long number = -1;
        int length = 0;
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            if (tag == 8) {
                number = message.readInt64();
            } else {
                byte[] content = message.readBytes();
                length = content.length;
                if (checksBytes && !java.util.Arrays.equals(content, Carry.bytes(length, number))) {
                    complain("the bytes of message " + number + " are not its own");
                }
            }
        }
        if (number != next) {
            complain("message " + number + " in place of " + next);
        }
        next = number + 1;
        bytes += size;
        messages++;
        onMessage.accept(number);
        leave();
    }

    @Override
    public void onReady() {
        enter(!ended, "ready");
        readies++;
        leave();
    }

    @Override
    public void onHalfClose() {
        enter(!halfClosed && !ended, "the half-close");
        halfClosed = true;
        onEnd.run();
        leave();
    }

    @Override
    public void onComplete(Metadata metadata) {
        enter(!ended, "the good end");
        trailers = metadata;
        end();
    }

    @Override
    public void onFail(RpcException why) {
        enter(!ended, "the bad end");
        failure = why;
        end();
    }

    private void end() {
        ended = true;
        onEnd.run();
        leave();
    }
}
