package io.nearcall.internal.flow;

import io.nearcall.wire.Carried;
import io.nearcall.wire.WireReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Messages that have arrived, part by part, and were not asked for yet.
 *
 * <pre>
 *  taken | length u32 | cost u32 | message ... | length | cost | message ... | (8) | parts so far ... | free
 *        ^ head                                                              ^ open                   ^ tail
 * </pre>
 */
final class MessageQueue {
    private static final int HEAD = 8;
    private static final int SMALLEST = 256;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    /** More than this is given back as soon as it is empty: a large message was in it. */
    private static final int KEPT = 128 * 1024;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int head;
    private int open; // the message whose last part has not come; none if it is the tail
    private int tail;
    private int openCost;
    private long wholeCost;
    private Carried openCarried; // null for none
    private final Queue<Carried> carried = new ArrayDeque<>(0); // of the whole messages whose cost is negative

    /** Takes a part from {@code source}'s position, and what came with it, perhaps null. */
    void add(ByteBuffer source, int length, boolean last, int cost, Carried with) {
        boolean first = tail == open;
        if (with != null) {
            openCarried = with;
        }
        room((first ? HEAD : 0) + length);
        if (first) {
            tail += HEAD;
        }
        source.get(bytes, tail, length);
        tail += length;
        openCost += cost;
        if (last) {
            INT.set(bytes, open, tail - open - HEAD);
            INT.set(bytes, open + 4, openCarried == null ? openCost : -openCost);
            if (openCarried != null) {
                carried.add(openCarried);
                openCarried = null;
            }
            wholeCost += openCost;
            openCost = 0;
            open = tail;
        }
    }

    /** Whether no whole message is there. */
    boolean isEmpty() {
        return head == open;
    }

    /** Moves the first whole message to {@code target}; false when there is none. */
    boolean poll(WireReader target) {
        if (head == open) {
            return false;
        }
        int length = (int) INT.get(bytes, head);
        int cost = (int) INT.get(bytes, head + 4);
        wholeCost -= Math.abs(cost);
        target.load(bytes, head + HEAD, length);
        if (cost < 0) {
            target.carried(carried.poll());
        }
        head += HEAD + length;
        if (head == tail) {
            head = 0;
            open = 0;
            tail = 0;
            if (bytes.length > KEPT) {
                bytes = NONE;
            }
        }
        return true;
    }

    /** Drops everything. */
    void clear() {
        bytes = NONE;
        head = 0;
        open = 0;
        tail = 0;
        openCost = 0;
        wholeCost = 0;
        if (openCarried != null) {
            openCarried.drop();
            openCarried = null;
        }
        carried.forEach(Carried::drop);
        carried.clear();
    }

    /** Bytes of the message of which the last part has not come. */
    int openSize() {
        return open == tail ? 0 : tail - open - HEAD;
    }

    /** What the whole messages cost. */
    long wholeCost() {
        return wholeCost;
    }

    /** What the parts of the message cost that is not whole. */
    int openCost() {
        return openCost;
    }

    private void room(int more) {
        if (tail + more <= bytes.length) {
            return;
        }
        int used = tail - head;
        int needed = Math.addExact(used, more);
        byte[] target = bytes;
        if (needed > bytes.length / 4 * 3) { // else moving is cheaper, and rare enough
            long size = Math.max(SMALLEST, Math.max(2L * bytes.length, needed));
            target = new byte[(int) Math.min(size, LARGEST)];
        }
        System.arraycopy(bytes, head, target, 0, used);
        bytes = target;
        open -= head;
        tail = used;
        head = 0;
    }
}
