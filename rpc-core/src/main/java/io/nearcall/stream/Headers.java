package io.nearcall.stream;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.MetadataWire;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before a payload when there is more to say than the frame's header does.
 *
 * <pre>
 *  message Headers {
 *    string method = 1;             // package.Service/Method, until the number is agreed
 *    int64 timeout_nanos = 2;       // time left; absent means no deadline
 *    int64 size = 3;                // of the whole payload, when it comes in several frames
 *    repeated Entry metadata = 4;   // of a reply: the trailers; message Entry { string key = 1; bytes value = 2; }
 *    int32 code = 5;                // of a failed call: gRPC's status code
 *    string message = 6;
 *    int32 delivery = 7;            // 0 not executed, 1 unknown, 2 executed
 *    repeated Entry headers = 9;    // of a reply: what goes before it
 *    uint64 target = 8;             // of a request: the exported object that is called; absent for the service itself
 *    repeated uint64 references = 10; // packed: the sender's objects that the message refers to
 *  }
 * </pre>
 */
final class Headers {
    /** A failure's message is cut here; in UTF-8 it is at most three times as long. */
    private static final int MAX_MESSAGE = 2 * 1024;

    private static final long[] NO_REFERENCES = {};

    String method;
    long timeoutNanos;
    long size;
    Metadata metadata = Metadata.EMPTY;
    Metadata before = Metadata.EMPTY;
    int code;
    String message = "";
    int delivery;
    long target;
    long[] references = NO_REFERENCES;

    void clear() {
        method = null;
        timeoutNanos = 0;
        size = 0;
        metadata = Metadata.EMPTY;
        before = Metadata.EMPTY;
        code = 0;
        message = "";
        delivery = 0;
        target = 0;
        references = NO_REFERENCES;
    }

    /** Of a request; writes nothing where there is nothing to say. */
    static void writeRequest(WireWriter out, String method, long target, long timeoutNanos, Metadata metadata) {
        if (method != null) {
            out.writeString(1, method);
        }
        if (timeoutNanos != 0) {
            out.writeInt64(2, timeoutNanos);
        }
        MetadataWire.write(out, 4, metadata);
        if (target != 0) {
            out.writeInt64(8, target);
        }
    }

    /** Of a good reply. */
    static void writeReply(WireWriter out, long size, Metadata headers, Metadata trailers) {
        MetadataWire.write(out, 9, headers);
        MetadataWire.write(out, 4, trailers);
        if (size != 0) {
            out.writeInt64(3, size);
        }
    }

    /** Of a failed reply whose trailers are within the limit. */
    static void writeFailure(WireWriter out, RpcException failure) {
        MetadataWire.write(out, 4, failure.trailers());
        out.writeInt32(5, failure.code().number());
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String cut = message.substring(0, Math.min(message.length(), MAX_MESSAGE));
        out.writeBytes(6, cut.getBytes(StandardCharsets.UTF_8)); // half a surrogate pair becomes a question mark
        out.writeInt32(7, number(failure.delivery()));
    }

    /** The references that {@code message} has. */
    static void writeReferences(WireWriter out, WireWriter message) {
        long[] numbers = message.references();
        if (numbers.length == 0) {
            return;
        }
        int start = out.begin(10);
        for (long number : numbers) {
            out.writeInt64(number);
        }
        out.end(start);
    }

    private static long[] readReferences(WireReader in) {
        int outer = in.enter();
        long[] numbers = new long[Math.min(in.remaining(), WireWriter.MOST_REFERENCES)];
        int count = 0;
        while (in.hasMore()) {
            if (count == WireWriter.MOST_REFERENCES) {
                throw WireException.malformed("more than " + WireWriter.MOST_REFERENCES + " references");
            }
            numbers[count++] = in.readInt64();
        }
        in.leave(outer);
        return Arrays.copyOf(numbers, count);
    }

    static void writeSize(WireWriter out, long size) {
        out.writeInt64(3, size);
    }

    /** Reads the whole of {@code in}. */
    void read(WireReader in) throws Violation {
        clear();
        try {
            readFields(in);
        } catch (WireException | IllegalArgumentException e) { // the latter is of metadata
            throw new Violation("a header cannot be read: " + e.getMessage());
        }
    }

    private void readFields(WireReader in) {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> method = in.readString();
                case 16 -> timeoutNanos = in.readInt64();
                case 24 -> size = in.readInt64();
                case 34 -> metadata = MetadataWire.readEntry(in, metadata);
                case 40 -> code = in.readInt32();
                case 50 -> message = in.readString();
                case 56 -> delivery = in.readInt32();
                case 64 -> target = in.readInt64();
                case 82 -> references = readReferences(in);
                case 74 -> before = MetadataWire.readEntry(in, before);
                default -> in.skip(tag);
            }
        }
    }

    private static int number(Delivery delivery) {
        return switch (delivery) {
            case NOT_EXECUTED -> 0;
            case UNKNOWN -> 1;
            case EXECUTED -> 2;
        };
    }

    RpcException failure() {
        Delivery known = delivery == 0 ? Delivery.NOT_EXECUTED : delivery == 2 ? Delivery.EXECUTED : Delivery.UNKNOWN;
        return new RpcException(StatusCode.of(code), message, known, metadata, null);
    }
}
