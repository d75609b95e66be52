package io.nearcall.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads one message in the protobuf wire format from an array that it reuses.
 *
 * <p>The loop of every reader is {@code for (int tag = in.readTag(); tag != 0; tag = in.readTag())}. A nested message
 * is read between {@link #enter} and {@link #leave}. Nothing is allocated before the bytes for it have been seen. Not
 * safe for use by several threads.
 */
public final class WireReader {
    private static final byte[] NONE = {};

    private byte[] buf = NONE;
    private int pos;
    private int end;
    private long expected;
    private int depth;
    private Object carrier;
    private Carried carried; // null: none

    /** An empty reader. */
    public WireReader() {}

    // ---- fields

    /** The next field's tag ({@code number << 3 | type}), 0 at the message's end. */
    public int readTag() {
        int at = pos;
        if (at == end) {
            return 0;
        }
        byte first = buf[at];
        if (first >= 1 << 3) {
            pos = at + 1;
            return first;
        }
        if (first < 0 && at + 1 < end) {
            byte second = buf[at + 1];
            if (second > 0) {
                pos = at + 2;
                return second << 7 | first & 0x7f;
            }
        }
        return readLongTag();
    }

    /** An {@code int32} or enum number. */
    public int readInt32() {
        return readRawVarint32();
    }

    /** An {@code int64} or {@code uint64}. */
    public long readInt64() {
        return readRawVarint64();
    }

    /** A {@code bool}. */
    public boolean readBool() {
        return readRawVarint64() != 0;
    }

    /** A {@code float}. */
    public float readFloat() {
        return Float.intBitsToFloat(readFixed32());
    }

    /** A {@code double}. */
    public double readDouble() {
        return Double.longBitsToDouble(readFixed64());
    }

    /** A {@code fixed32} or {@code sfixed32}. */
    public int readFixed32() {
        need(4);
        int value = (int) Wire.INT.get(buf, pos);
        pos += 4;
        return value;
    }

    /** A {@code fixed64} or {@code sfixed64}. */
    public long readFixed64() {
        need(8);
        long value = (long) Wire.LONG.get(buf, pos);
        pos += 8;
        return value;
    }

    /** A {@code string}. */
    public String readString() {
        int length = readLength();
        String value = new String(buf, pos, length, StandardCharsets.UTF_8);
        if (value.indexOf('\uFFFD') >= 0) { // free for Latin-1; the character may also be in the text itself
            checkUtf8(pos, length);
        }
        pos += length;
        return value;
    }

    /** A {@code bytes} value, as a fresh array. */
    public byte[] readBytes() {
        int length = readLength();
        byte[] value = Arrays.copyOfRange(buf, pos, pos + length);
        pos += length;
        return value;
    }

    /**
     * Enters a nested message, map entry or packed field; {@link #readTag} and {@link #hasMore} end with it.
     *
     * @return what {@link #leave} takes
     */
    public int enter() {
        int length = readLength();
        if (++depth > Wire.MAX_DEPTH) {
            throw WireException.tooDeep(Wire.MAX_DEPTH, true);
        }
        int outer = end;
        end = pos + length;
        return outer;
    }

    /** Leaves what {@link #enter} entered; it must have been read to its end. */
    public void leave(int outer) {
        if (pos != end) {
            throw WireException.malformed("a nested message was not read to its end");
        }
        depth--;
        end = outer;
    }

    /** Whether the current message or packed field has bytes left. */
    public boolean hasMore() {
        return pos != end;
    }

    /** Skips the value of a field that is not known. */
    public void skip(int tag) {
        switch (tag & 7) {
            case Wire.VARINT -> readRawVarint64();
            case Wire.FIXED64 -> advance(8);
            case Wire.LENGTH -> advance(readLength());
            case Wire.FIXED32 -> advance(4);
            case Wire.GROUP_START -> skipGroup(tag >>> 3);
            default -> throw WireException.malformed("wire type " + (tag & 7) + " of field " + (tag >>> 3));
        }
    }

    /**
     * Skips the value of a field that a message does not know.
     *
     * @param message the name of the message, for the error
     * @param known the numbers from 1 to 63 of the fields that it knows, as bits
     * @throws WireException when it knows the field, and the value is of another wire type
     */
    public void skip(int tag, String message, long known) {
        int number = tag >>> 3;
        if (number < Long.SIZE && (known >>> number & 1) != 0) {
            throw WireException.anotherType(tag, message);
        }
        skip(tag);
    }

    /** The same for a message that knows {@code larger} numbers, too. */
    public void skip(int tag, String message, long known, int... larger) {
        for (int number : larger) {
            if (number == tag >>> 3) {
                throw WireException.anotherType(tag, message);
            }
        }
        skip(tag, message, known);
    }

    /** What is left of the current message, consumed; valid as long as this reader's content. */
    public ByteBuffer readRemaining() {
        // Not read-only: of such a buffer protobuf-java makes a copy before it parses.
        ByteBuffer rest = ByteBuffer.wrap(buf, pos, end - pos).slice();
        pos = end;
        return rest;
    }

    /** Bytes left in the current message. */
    public int remaining() {
        return end - pos;
    }

    // ---- for transports

    /** The connection that carries what is read, for the references in it; null for none. */
    public Object carrier() {
        return carrier;
    }

    /** Sets the {@link #carrier()}, for good. */
    public void carrier(Object connection) {
        carrier = connection;
    }

    /** The references that came with the content; null for none. */
    public void carried(Carried references) {
        carried = references;
    }

    /** Takes a reference that came with the content; whether there is one to the object of that number. */
    public boolean take(long number) {
        return carried != null && carried.take(number);
    }

    /** Gives back the references that have not been taken. */
    public void dropCarried() {
        Carried dropped = carried;
        if (dropped != null) {
            carried = null;
            dropped.drop();
        }
    }

    /** Drops the content. */
    public void clear() {
        dropCarried();
        pos = 0;
        end = 0;
        depth = 0;
        expected = 0;
        if (buf.length > Wire.KEEP) {
            LargeArrays.give(buf);
            buf = NONE;
        }
    }

    /** Says how many bytes will be appended in all, if the sender is right: less is copied while they come. */
    public void expect(long bytes) {
        expected = bytes;
    }

    /** Appends {@code length} bytes from {@code source}'s position, which moves. */
    public void append(ByteBuffer source, int length) {
        if (length > source.remaining()) { // before room is made for what will not come
            throw new BufferUnderflowException();
        }
        int at = end;
        room(length);
        Wire.get(source, buf, at, length);
        end = at + length;
    }

    /** Appends {@code length} bytes, which whoever has the buffer fills in before anything is read. */
    public ByteBuffer land(int length) {
        room(length);
        ByteBuffer landing = ByteBuffer.wrap(buf, end, length);
        end += length;
        return landing;
    }

    /** Drops the content, into which somebody may still be writing. */
    public void forsake() {
        buf = NONE;
        clear();
    }

    /** Replaces the content by a copy. */
    public void load(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        clear();
        room(length);
        System.arraycopy(bytes, offset, buf, 0, length);
        end = length;
    }

    /** Replaces the content by {@code bytes}, which are this reader's from now on. */
    public void adopt(byte[] bytes) {
        clear();
        buf = bytes;
        end = bytes.length;
    }

    /** Hands the content to {@code target} without copying it. */
    public void moveTo(WireReader target) {
        target.dropCarried();
        target.carried = carried;
        carried = null;
        byte[] free = target.buf;
        target.buf = buf;
        target.pos = pos;
        target.end = end;
        target.depth = depth;
        target.carrier = carrier;
        buf = free;
        clear();
    }

    private void room(int more) {
        long needed = (long) end + more;
        if (needed > buf.length) {
            byte[] kept = needed < expected && end <= Wire.KEEP && expected <= Wire.MAX_ARRAY
                    ? LargeArrays.kept((int) expected)
                    : null;
            if (kept != null) { // costs nothing, whatever will come
                System.arraycopy(buf, 0, kept, 0, end);
                buf = kept;
                return;
            }
            // What is only announced makes room for eight times of what has come, no more.
            long ahead = Math.max(2L * buf.length, Math.min(expected, 8 * needed));
            long size = Math.min(Wire.MAX_ARRAY, Math.max(needed, Math.max(256, ahead)));
            if (size < needed) {
                throw WireException.tooLarge(needed, Wire.MAX_ARRAY, true);
            }
            buf = Wire.grown(buf, end, (int) size);
        }
    }

    // ---- inside

    private int readLongTag() {
        long tag = readLongVarint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw WireException.malformed("field number " + Long.toUnsignedString(tag >>> 3));
        }
        return (int) tag;
    }

    private int readRawVarint32() {
        int at = pos;
        if (at < end) {
            byte first = buf[at];
            if (first >= 0) {
                pos = at + 1;
                return first;
            }
        }
        return (int) readLongVarint();
    }

    private long readRawVarint64() {
        int at = pos;
        if (at < end) {
            byte first = buf[at];
            if (first >= 0) {
                pos = at + 1;
                return first;
            }
        }
        return readLongVarint();
    }

    private long readLongVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (pos == end) {
                throw WireException.malformed("it ends inside a number");
            }
            byte b = buf[pos++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw WireException.malformed("a number has more than 10 bytes");
    }

    private int readLength() {
        long length = readRawVarint64();
        if (length < 0 || length > end - pos) {
            throw WireException.malformed(
                    "a length of " + Long.toUnsignedString(length) + " where " + (end - pos) + " bytes are left");
        }
        return (int) length;
    }

    private void skipGroup(int field) {
        if (++depth > Wire.MAX_DEPTH) {
            throw WireException.tooDeep(Wire.MAX_DEPTH, true);
        }
        while (true) {
            int tag = readTag();
            if (tag == 0) {
                throw WireException.malformed("group " + field + " has no end");
            }
            if ((tag & 7) == Wire.GROUP_END) {
                if (tag >>> 3 != field) {
                    throw WireException.malformed("group " + field + " is ended by " + (tag >>> 3));
                }
                depth--;
                return;
            }
            skip(tag);
        }
    }

    private void advance(int length) {
        need(length);
        pos += length;
    }

    private void need(int length) {
        if (length > end - pos) {
            throw WireException.malformed("it ends inside a value");
        }
    }

    private void checkUtf8(int offset, int length) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(buf, offset, length));
        } catch (CharacterCodingException e) {
            throw WireException.malformed("a string is not UTF-8");
        }
    }
}
