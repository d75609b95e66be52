package io.nearcall.wire;

import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;

/** A value that cannot be written, or bytes that cannot be read. */
public final class WireException extends RpcException {
    private static final long serialVersionUID = 1L;

    private final boolean reading;

    private WireException(StatusCode code, String message, boolean reading) {
        super(code, message, reading ? Delivery.UNKNOWN : Delivery.NOT_EXECUTED);
        this.reading = reading;
    }

    /** A value that does not travel, named by its path. */
    public static WireException unwritable(String path, String why) {
        return new WireException(StatusCode.INVALID_ARGUMENT, path + ": " + why, false);
    }

    /** A null where none can travel, named by its path such as {@code Order.items[2]}. */
    public static WireException nullAt(String path) {
        return unwritable(path, "null does not travel here; leave it out or give it a value");
    }

    /** A message over its limit, before it was sent or read. */
    static WireException tooLarge(long size, int limit, boolean reading) {
        return new WireException(
                StatusCode.RESOURCE_EXHAUSTED,
                "message of " + size + " bytes or more is over the limit of " + limit
                        + " bytes; raise nearcall.limits.message on both sides",
                reading);
    }

    static WireException tooDeep(int limit, boolean reading) {
        return new WireException(
                reading ? StatusCode.INTERNAL : StatusCode.INVALID_ARGUMENT,
                "messages are nested deeper than " + limit + "; is there a cycle?",
                reading);
    }

    static WireException badText(String why) {
        return new WireException(StatusCode.INVALID_ARGUMENT, why, false);
    }

    /** Bytes that break the format, or a value that this side does not know. */
    public static WireException malformed(String why) {
        return new WireException(StatusCode.INTERNAL, "malformed message: " + why, true);
    }

    /** A field whose value is not what its type has on the wire: the sides have different interfaces. */
    static WireException anotherType(int tag, String message) {
        String came = switch (tag & 7) {
            case Wire.VARINT -> "a number";
            case Wire.FIXED64 -> "eight bytes";
            case Wire.LENGTH -> "text, bytes or a message";
            case Wire.FIXED32 -> "four bytes";
            default -> "a group";
        };
        return malformed("field " + (tag >>> 3) + " of " + message + " came as " + came + " (wire type " + (tag & 7)
                + "), and has another type here; compile both sides with the same interface, and give a field that"
                + " changes its type a new number");
    }

    /** The same, with the method whose message it is before it. */
    public WireException in(String fullMethod) {
        if (getMessage().startsWith(fullMethod)) {
            return this;
        }
        WireException named = new WireException(code(), fullMethod + ": " + getMessage(), reading);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** Whether the failure arose on reading. */
    public boolean isReading() {
        return reading;
    }
}
