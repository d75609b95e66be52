package io.nearcall.grpc;

import io.nearcall.RpcException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.Optional;

/**
 * A declared exception as a detail of {@code google.rpc.Status}, which gRPC of every language reads.
 *
 * <pre>
 * google.rpc.Status   int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3;
 * google.protobuf.Any string type_url = 1; bytes value = 2;
 * </pre>
 *
 * <p>The value is the message {@code MethodFailure} of the service's {@code .proto}.
 */
final class Details {
    /** The trailer in which gRPC's libraries look for it. */
    static final String TRAILER = "grpc-status-details-bin";

    private static final int CODE = 1;
    private static final int MESSAGE = 2;
    private static final int DETAILS = 3;
    private static final int TYPE_URL = 1;
    private static final int VALUE = 2;
    private static final int LENGTH = 2; // wire type

    private static final String HOST = "type.googleapis.com/";

    private Details() {}

    /** The status of a failure of {@code fullMethod}, with what was thrown. */
    static byte[] write(RpcException failure, String fullMethod, byte[] thrown) {
        WireWriter out = new WireWriter(Integer.MAX_VALUE);
        out.writeInt32(CODE, failure.code().number());
        out.writeString(MESSAGE, failure.getMessage() == null ? "" : failure.getMessage());
        int any = out.begin(DETAILS);
        out.writeString(TYPE_URL, HOST + type(fullMethod));
        out.writeBytes(VALUE, thrown);
        out.end(any);
        return out.toByteArray();
    }

    /**
     * What was thrown, if a status says it in the terms of {@code fullMethod}.
     *
     * @throws io.nearcall.wire.WireException for bytes that are no status
     */
    static Optional<byte[]> read(byte[] status, String fullMethod) {
        WireReader in = new WireReader();
        in.load(status, 0, status.length);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != (DETAILS << 3 | LENGTH)) {
                in.skip(tag);
                continue;
            }
            int outer = in.enter();
            String url = "";
            byte[] value = {};
            for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
                switch (inner) {
                    case TYPE_URL << 3 | LENGTH -> url = in.readString();
                    case VALUE << 3 | LENGTH -> value = in.readBytes();
                    default -> in.skip(inner);
                }
            }
            in.leave(outer);
            if (url.endsWith("/" + type(fullMethod))) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The message in which the method's exceptions travel: {@code a.b.Till/Pay} has {@code a.b.PayFailure}. */
    private static String type(String fullMethod) {
        int slash = fullMethod.lastIndexOf('/');
        int dot = fullMethod.lastIndexOf('.', slash);
        return fullMethod.substring(0, dot + 1) + fullMethod.substring(slash + 1) + "Failure";
    }
}
