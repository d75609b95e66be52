package io.nearcall.stream;

import io.nearcall.transport.Limits;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Arrays;

/** Headers and their metadata out of any bytes: what can be written and read again, or a violation. */
public final class HeadersFuzz {
    private static final int ROOM = 1 << 20;

    private HeadersFuzz() {}

    /** The bytes of a header message. */
    public static void fuzzerTestOneInput(byte[] input) {
        Headers headers = new Headers();
        try {
            read(headers, input);
        } catch (Violation refused) {
            return;
        }
        if (Math.max(headers.metadata.size(), headers.before.size()) > Limits.MOST_METADATA) {
            throw new AssertionError("metadata beyond their limit");
        }
        WireWriter request = new WireWriter(ROOM);
        Headers.writeRequest(request, headers.method, headers.target, headers.timeoutNanos, headers.metadata);
        Headers.writeReferences(request, referring(headers.references));
        WireWriter reply = new WireWriter(ROOM);
        Headers.writeReply(reply, headers.size, headers.before, headers.metadata);
        Headers again = new Headers();
        try {
            read(again, request.toByteArray());
            check(again.metadata.equals(headers.metadata)
                    && again.target == headers.target
                    && again.timeoutNanos == headers.timeoutNanos
                    && Arrays.equals(again.references, headers.references)
                    && String.valueOf(again.method).equals(String.valueOf(headers.method)));
            read(again, reply.toByteArray());
            check(again.metadata.equals(headers.metadata)
                    && again.before.equals(headers.before)
                    && again.size == headers.size);
        } catch (Violation e) {
            throw new AssertionError("what was written cannot be read", e);
        }
    }

    private static WireWriter referring(long[] numbers) {
        WireWriter message = new WireWriter(ROOM);
        for (long number : numbers) {
            message.refer(number, unsent -> {});
        }
        return message;
    }

    private static void read(Headers headers, byte[] bytes) throws Violation {
        WireReader reader = new WireReader();
        reader.load(bytes, 0, bytes.length);
        headers.read(reader);
    }

    private static void check(boolean same) {
        if (!same) {
            throw new AssertionError("another header than was written");
        }
    }
}
