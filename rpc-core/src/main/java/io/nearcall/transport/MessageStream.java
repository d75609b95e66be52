package io.nearcall.transport;

import io.nearcall.Status;
import io.nearcall.wire.WireWriter;

/** The sending half of a streaming call, and the demand for its receiving half. */
public interface MessageStream {
    /** Asks for {@code n} more messages; any thread. */
    void request(int n);

    /** Whether {@link #send} would be accepted without queueing. */
    boolean isReady();

    /** Takes the next message; empty at first. */
    WireWriter next();

    /** Sends what {@link #next} holds. */
    void send();

    /** Says that no further message follows. */
    void halfClose();

    /** Ends the stream at once, in both directions; any thread. */
    void cancel(Status status);
}
