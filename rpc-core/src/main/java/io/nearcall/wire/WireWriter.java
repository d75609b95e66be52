package io.nearcall.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Writes one message in the protobuf wire format into an array that it reuses.
 *
 * <p>Methods with a field number write the field's tag first; those without write the bare value, as packed fields need
 * it. A nested message is written between {@link #begin} and {@link #end}. Not safe for use by several threads.
 */
public final class WireWriter {
    /** How many bytes more than are then written {@link #reserve} is asked for at most: the unused part of a varint. */
    private static final int SLACK = 16;

    /** References that a message may have: what fits in the header of a frame beside the rest. */
    public static final int MOST_REFERENCES = 2_048;

    private static final long[] NONE = {};

    private byte[] buf;
    private int pos;
    private int limit;
    private int depth;
    private Object carrier;
    private boolean bound;
    private long[] references = NONE;
    private LongConsumer unsent; // takes back each of them
    private Borrowed borrowed; // null: everything is copied

    /** A writer for messages of at most {@code limit} bytes. */
    public WireWriter(int limit) {
        this.buf = new byte[256];
        this.limit = limit;
    }

    // ---- values with their tag

    /** An {@code int32} or enum field. */
    public void writeInt32(int field, int value) {
        reserve(15);
        rawVarint32(field << 3);
        rawInt32(value);
    }

    /** An {@code int64} or {@code uint64} field. */
    public void writeInt64(int field, long value) {
        reserve(15);
        rawVarint32(field << 3);
        rawVarint64(value);
    }

    /** A {@code bool} field. */
    public void writeBool(int field, boolean value) {
        reserve(6);
        rawVarint32(field << 3);
        buf[pos++] = (byte) (value ? 1 : 0);
    }

    /** A {@code float} field. */
    public void writeFloat(int field, float value) {
        writeFixed32(field, Float.floatToRawIntBits(value));
    }

    /** A {@code double} field. */
    public void writeDouble(int field, double value) {
        writeFixed64(field, Double.doubleToRawLongBits(value));
    }

    /** A {@code fixed32} or {@code sfixed32} field. */
    public void writeFixed32(int field, int value) {
        reserve(9);
        rawVarint32(field << 3 | Wire.FIXED32);
        Wire.INT.set(buf, pos, value);
        pos += 4;
    }

    /** A {@code fixed64} or {@code sfixed64} field. */
    public void writeFixed64(int field, long value) {
        reserve(13);
        rawVarint32(field << 3 | Wire.FIXED64);
        Wire.LONG.set(buf, pos, value);
        pos += 8;
    }

    /** A {@code string} field. */
    public void writeString(int field, String value) {
        int length = value.length();
        reserve(10L + length);
        rawVarint32(field << 3 | Wire.LENGTH);
        byte[] out = buf;
        int start = pos + (length < 0x80 ? 1 : varintSize(length));
        int i = 0;
        for (; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                break;
            }
            out[start + i] = (byte) c;
        }
        if (i == length) { // ASCII
            rawVarint32(length);
            pos = start + length;
        } else {
            finishString(value, i, start);
        }
    }

    /** A {@code bytes} field. */
    public void writeBytes(int field, byte[] value) {
        boolean borrows = borrowed != null && value.length > Wire.KEEP;
        reserve(borrows ? 10 : 10L + value.length);
        rawVarint32(field << 3 | Wire.LENGTH);
        rawVarint32(value.length);
        if (borrows) {
            borrow(value);
        } else {
            System.arraycopy(value, 0, buf, pos, value.length);
            pos += value.length;
        }
    }

    private void borrow(byte[] value) {
        long needed = (long) pos + borrowed.bytes() + value.length;
        if (needed > Math.min((long) limit + SLACK, Wire.MAX_ARRAY)) {
            throw WireException.tooLarge(needed, limit, false);
        }
        borrowed.add(value, pos);
    }

    /** A {@code bytes} field of what remains in {@code value}, whose position does not move. */
    public void writeBytes(int field, ByteBuffer value) {
        int length = value.remaining();
        reserve(10L + length);
        rawVarint32(field << 3 | Wire.LENGTH);
        rawVarint32(length);
        value.get(value.position(), buf, pos, length);
        pos += length;
    }

    /**
     * Starts a nested message, map entry or packed field.
     *
     * @return what {@link #end} takes
     */
    public int begin(int field) {
        if (++depth > Wire.MAX_DEPTH) {
            throw WireException.tooDeep(Wire.MAX_DEPTH, false);
        }
        reserve(6);
        rawVarint32(field << 3 | Wire.LENGTH);
        return ++pos; // one byte of length is enough for most; end() makes room for more
    }

    /** Ends what {@link #begin} started. */
    public void end(int start) {
        depth--;
        int own = pos - start;
        int length = borrowed == null ? own : own + borrowed.bytesFrom(start);
        if (length < 0x80) {
            buf[start - 1] = (byte) length;
            return;
        }
        int more = varintSize(length) - 1;
        reserve(more);
        System.arraycopy(buf, start, buf, start + more, own);
        if (borrowed != null) {
            borrowed.move(start, more);
        }
        pos = start - 1;
        rawVarint32(length);
        pos += own;
    }

    // ---- bare values

    /** A bare {@code int32}. */
    public void writeInt32(int value) {
        reserve(10);
        rawInt32(value);
    }

    /** A bare {@code int64}. */
    public void writeInt64(long value) {
        reserve(10);
        rawVarint64(value);
    }

    /** A bare {@code bool}. */
    public void writeBool(boolean value) {
        reserve(1);
        buf[pos++] = (byte) (value ? 1 : 0);
    }

    /** A bare {@code float}. */
    public void writeFloat(float value) {
        reserve(4);
        Wire.INT.set(buf, pos, Float.floatToRawIntBits(value));
        pos += 4;
    }

    /** A bare {@code double}. */
    public void writeDouble(double value) {
        reserve(8);
        Wire.LONG.set(buf, pos, Double.doubleToRawLongBits(value));
        pos += 8;
    }

    /**
     * Room for {@code size} bytes of an already encoded message, to be filled at once.
     *
     * @return a buffer over exactly that room
     */
    public ByteBuffer claim(int size) {
        reserve(size);
        ByteBuffer room = ByteBuffer.wrap(buf, pos, size).slice();
        pos += size;
        return room;
    }

    // ---- for transports

    /**
     * Lets large arrays be borrowed, for good, instead of copied: they must not change until {@link #clear}.
     *
     * <p>For who sends or copies the message before the thread that writes it goes on.
     */
    public void borrowLarge() {
        borrowed = new Borrowed();
    }

    /** Bytes written so far. */
    public int size() {
        return borrowed == null ? pos : pos + borrowed.bytes();
    }

    /** Throws when more was written than the limit allows; every transport asks before it sends. */
    public void checkLimit() {
        if (size() > limit) {
            throw WireException.tooLarge(size(), limit, false);
        }
    }

    /** The connection that carries what is written, for the references in it; null for none. */
    public Object carrier() {
        return carrier;
    }

    /** Sets the {@link #carrier()}, for good. */
    public void carrier(Object connection) {
        carrier = connection;
    }

    /** What has been written makes sense on the carrier alone. */
    public void bind() {
        bound = true;
    }

    /**
     * What has been written refers to the object of that number of this side's, and is {@linkplain #bind() bound}.
     *
     * @param takeBack is told the number if the writer is cleared before {@link #sent}; one for all of a writer's
     */
    public void refer(long number, LongConsumer takeBack) {
        bind();
        int count = references.length;
        if (count == MOST_REFERENCES) {
            takeBack.accept(number);
            throw WireException.unwritable(
                    "a message with more than " + MOST_REFERENCES + " references", "send them as a stream");
        }
        references = Arrays.copyOf(references, count + 1);
        references[count] = number;
        unsent = takeBack;
    }

    /** The numbers of the objects of this side's that are referred to, which go beside the message; not to be changed. */
    public long[] references() {
        return references;
    }

    /** The message's beginning has gone: its references are no more the sender's to take back. */
    public void sent() {
        references = NONE;
    }

    /** Whether there is something in it that makes sense on the carrier alone. */
    public boolean isBound() {
        return bound;
    }

    /** Empties the writer, whatever state a failure left it in. */
    public void clear() {
        pos = 0;
        depth = 0;
        if (bound) { // a message that has not gone
            bound = false;
            long[] left = references;
            references = NONE;
            for (long number : left) {
                unsent.accept(number);
            }
        }
        if (borrowed != null && borrowed.bytes() > 0) {
            borrowed.clear();
        }
        if (buf.length > Wire.KEEP) {
            LargeArrays.give(buf);
            buf = new byte[256];
        }
    }

    /** Empties the writer and sets the largest size of the next message. */
    public void clear(int newLimit) {
        clear();
        limit = newLimit;
    }

    /** Copies {@code length} bytes, from {@code offset} on, to {@code target}'s position, which moves. */
    public void copyTo(ByteBuffer target, int offset, int length) {
        check(offset, length);
        if (borrowsSome()) {
            borrowed.copyTo(target, buf, pos, offset, length);
        } else {
            Wire.put(target, buf, offset, length);
        }
    }

    /**
     * {@code length} bytes from {@code offset} on, as long as nothing more is written.
     *
     * @return null when they are not in one piece
     */
    public ByteBuffer view(int offset, int length) {
        check(offset, length);
        return borrowsSome() ? borrowed.view(buf, pos, offset, length) : ByteBuffer.wrap(buf, offset, length);
    }

    /** Copies everything into {@code reader}, replacing what it held. */
    public void copyTo(WireReader reader) {
        if (borrowsSome()) {
            byte[] all = toByteArray();
            reader.load(all, 0, all.length);
        } else {
            reader.load(buf, 0, pos);
        }
    }

    /** A copy of everything written. */
    public byte[] toByteArray() {
        if (!borrowsSome()) {
            return Arrays.copyOf(buf, pos);
        }
        byte[] all = new byte[size()];
        borrowed.copyTo(ByteBuffer.wrap(all), buf, pos, 0, all.length);
        return all;
    }

    private boolean borrowsSome() {
        return borrowed != null && borrowed.bytes() > 0;
    }

    private void check(int offset, int length) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new IndexOutOfBoundsException("bytes " + offset + " + " + length + " of " + size());
        }
    }

    // ---- inside

    /** What {@link #writeString} has left to do from the first character on that is not ASCII. */
    private void finishString(String value, int first, int start) {
        long size = first + utf8Size(value, first);
        reserve(5 + size);
        int prefix = varintSize((int) size);
        System.arraycopy(buf, start, buf, pos + prefix, first); // the length may take a byte more than that of ASCII
        rawVarint32((int) size);
        byte[] out = buf;
        int at = pos + first;
        for (int i = first; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at] = (byte) (0xc0 | c >> 6);
                out[at + 1] = (byte) (0x80 | c & 0x3f);
                at += 2;
            } else if (!Character.isSurrogate(c)) {
                out[at] = (byte) (0xe0 | c >> 12);
                out[at + 1] = (byte) (0x80 | c >> 6 & 0x3f);
                out[at + 2] = (byte) (0x80 | c & 0x3f);
                at += 3;
            } else {
                int point = Character.toCodePoint(c, value.charAt(++i)); // a pair, or utf8Size would have thrown
                out[at] = (byte) (0xf0 | point >> 18);
                out[at + 1] = (byte) (0x80 | point >> 12 & 0x3f);
                out[at + 2] = (byte) (0x80 | point >> 6 & 0x3f);
                out[at + 3] = (byte) (0x80 | point & 0x3f);
                at += 4;
            }
        }
        pos = at;
    }

    /** Bytes that the characters from {@code first} on take. */
    private static long utf8Size(String value, int first) {
        long size = 0;
        int length = value.length();
        for (int i = first; i < length; i++) {
            char c = value.charAt(i);
            if (c < 0x800) {
                size += c < 0x80 ? 1 : 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                size += 4;
                i++;
            } else {
                throw WireException.badText(
                        "a string has half a surrogate pair at index " + i + " and is not Unicode text");
            }
        }
        return size;
    }

    private void rawInt32(int value) {
        if (value >= 0) {
            rawVarint32(value);
        } else {
            rawVarint64(value);
        }
    }

    private void rawVarint32(int value) {
        byte[] out = buf;
        int at = pos;
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        pos = at;
    }

    private void rawVarint64(long value) {
        byte[] out = buf;
        int at = pos;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out[at++] = (byte) ((int) rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        pos = at;
    }

    private static int varintSize(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void reserve(long more) {
        if (pos + more > buf.length) {
            grow(more);
        }
    }

    private void grow(long more) {
        long needed = pos + more;
        long most = Math.min((long) limit + SLACK, Wire.MAX_ARRAY);
        if (needed > most) {
            throw WireException.tooLarge(needed - SLACK, limit, false);
        }
        buf = Wire.grown(buf, buf.length, (int) Math.max(needed, Math.min(2L * buf.length, most)));
    }
}
