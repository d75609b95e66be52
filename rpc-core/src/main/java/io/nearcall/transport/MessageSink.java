package io.nearcall.transport;

import io.nearcall.Metadata;
import io.nearcall.Status;
import io.nearcall.wire.WireReader;

/** What happens on the receiving half of a streaming call; one event at a time. */
public interface MessageSink {
    /** The peer's metadata, before its first message. */
    void onHeaders(Metadata metadata);

    /** One message; readable until this returns. */
    void onMessage(WireReader message);

    /** The stream can take messages again. */
    void onReady();

    /** The peer sends no further message. */
    void onHalfClose();

    /** The end, exactly once. */
    void onClose(Status status, Metadata trailers);
}
