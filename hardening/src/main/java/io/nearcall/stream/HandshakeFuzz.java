package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import io.nearcall.transport.Counters;
import io.nearcall.transport.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Handshakes with a peer that says anything: a HELLO with limits, or the exception of a connection that failed. */
public final class HandshakeFuzz {
    private static final TransportContext CONTEXT = TransportContext.of(
            RpcConfig.load(), Endpoint.parse("inproc:fuzz"), Optional.empty(), new Counters(), null);

    private HandshakeFuzz() {}

    /** The first byte says for which side, with which token, and in which pieces; the others are the peer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean server = (input[0] & 1) != 0;
        TransportContext context = (input[0] & 2) != 0 ? CONTEXT.withToken("token") : CONTEXT;
        Duplex peer = new FramesFuzz.Pieces(ByteBuffer.wrap(input, 1, input.length - 1), 1 + (input[0] & 0xff) / 4);
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        try {
            Hello hello = server
                    ? Handshake.server(peer, context, 0, deadline)
                    : Handshake.client(peer, context, 0, deadline);
            String asked = server ? hello.token() : context.token(); // by the client; none: for any server
            if (hello.version() != Hello.VERSION
                    || Math.min(hello.message(), hello.calls()) < 1
                    || Math.min(hello.oneWayWindow(), hello.streamWindow()) < 1
                    || !asked.isEmpty() && !hello.token().equals(context.token())) {
                throw new AssertionError("a HELLO that must not be accepted: " + hello);
            }
        } catch (IOException refused) {
            if (refused.getMessage() == null || refused.getMessage().isEmpty()) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
