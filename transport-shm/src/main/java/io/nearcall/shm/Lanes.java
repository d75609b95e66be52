package io.nearcall.shm;

import io.nearcall.shm.layout.LaneLayout;
import io.nearcall.shm.layout.Words;
import io.nearcall.stream.InboundLanes;
import io.nearcall.stream.Violation;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What requests and replies on lanes have in common. */
final class Lanes {
    static final int HEADERS = InboundLanes.HEADERS;

    private Lanes() {}

    /** A view for each lane, so that copies need no object. */
    static ByteBuffer[] views(ByteBuffer memory, int count) {
        ByteBuffer[] views = new ByteBuffer[count];
        for (int lane = 0; lane < count; lane++) {
            views[lane] = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
        return views;
    }

    static void publish(
            ByteBuffer memory,
            ByteBuffer view,
            int lane,
            long sequence,
            long nonce,
            int flags,
            int method,
            WireWriter head,
            WireWriter payload) {
        int at = LaneLayout.at(lane);
        int size = payload == null ? 0 : payload.size();
        int length = size;
        view.position(at + LaneLayout.AT_BODY);
        if (head != null) {
            view.putShort((short) head.size());
            head.copyTo(view, 0, head.size());
            length += 2 + head.size();
        }
        if (size > 0) {
            payload.copyTo(view, 0, size);
        }
        Words.set(memory, LaneLayout.trailer(lane, length), sequence ^ nonce);
        Words.set(memory, at + LaneLayout.AT_INFO, LaneLayout.info(length, flags, method));
        Words.release(memory, at, sequence);
    }

    /** Copies a body out, then believes it: its info word. */
    static long read(
            ByteBuffer memory,
            ByteBuffer view,
            int lane,
            long sequence,
            long nonce,
            WireReader head,
            WireReader payload)
            throws Violation {
        int at = LaneLayout.at(lane) + LaneLayout.AT_BODY;
        long info = Words.get(memory, LaneLayout.at(lane) + LaneLayout.AT_INFO);
        int length = LaneLayout.length(info);
        if (length < 0 || length > LaneLayout.ROOM) {
            throw new Violation("a length of " + length + " on lane " + lane);
        }
        view.limit(at + length).position(at);
        if ((LaneLayout.flags(info) & HEADERS) != 0) {
            int headLength = length < 2 ? -1 : view.getShort() & 0xffff;
            if (headLength < 0 || headLength > length - 2) {
                throw new Violation("a header of " + headLength + " bytes on lane " + lane + " in " + length);
            }
            head.clear();
            head.append(view, headLength);
        }
        if (view.hasRemaining()) { // else the payload comes in frames, and another thread may be appending it
            payload.append(view, view.remaining());
        }
        if (Words.get(memory, LaneLayout.trailer(lane, length)) != (sequence ^ nonce)) {
            throw new Violation("the body on lane " + lane + " is not that of call " + sequence);
        }
        return info;
    }
}
