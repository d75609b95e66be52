package io.nearcall.grpc.bridge;

import io.grpc.Status;
import io.grpc.StreamTracer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an application has put beside a call to watch it; sizes are those of the messages, as nothing is added to them. */
class Tracers {
    private final List<? extends StreamTracer> tracers;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int sent; // the sender's
    private int received; // the receiver's

    Tracers(List<? extends StreamTracer> tracers) {
        this.tracers = tracers;
    }

    /** A message of {@code size} bytes goes. */
    final void sent(int size) {
        if (tracers.isEmpty()) {
            return;
        }
        int number = sent++;
        for (StreamTracer tracer : tracers) {
            tracer.outboundMessage(number);
            tracer.outboundMessageSent(number, size, size);
            tracer.outboundWireSize(size);
            tracer.outboundUncompressedSize(size);
        }
    }

    /** A message of {@code size} bytes has come. */
    final void received(int size) {
        if (tracers.isEmpty()) {
            return;
        }
        int number = received++;
        for (StreamTracer tracer : tracers) {
            tracer.inboundMessage(number);
            tracer.inboundMessageRead(number, size, size);
            tracer.inboundWireSize(size);
            tracer.inboundUncompressedSize(size);
        }
    }

    /** The call has ended; the first to say so is right. */
    final void closed(Status status) {
        if (!tracers.isEmpty() && closed.compareAndSet(false, true)) {
            tracers.forEach(tracer -> tracer.streamClosed(status));
        }
    }
}
