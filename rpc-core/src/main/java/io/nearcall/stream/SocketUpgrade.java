package io.nearcall.stream;

import io.nearcall.transport.TransportContext;
import java.nio.file.Path;

/** A transport that exchanges a connected Unix socket for something quicker: shared memory. */
public interface SocketUpgrade {
    /**
     * The socket that {@code socket} opens, with the features and the upgrade that it takes on both sides.
     *
     * @param path the socket's name; its directory is one that both sides may write to
     * @param client whether this side leads
     */
    Streams.Opening over(Streams.Opening socket, Path path, boolean client, TransportContext context);
}
