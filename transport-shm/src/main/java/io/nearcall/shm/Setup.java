package io.nearcall.shm;

import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of the set-up.
 *
 * <pre>
 *  message Setup {
 *    int32 step = 1;                 // OFFER, ACCEPT, READY or STAY
 *    int32 version = 2;              // of the shared-memory protocol
 *    int64 features = 3;             // bits; bit 0: SEALED
 *    string name = 4;                // of the sender's segment
 *    int64 nonce = 5;                // of the sender's segment
 *    int32 lanes = 6;
 *    int32 ring = 7;                 // bytes of the sender's ring
 *    repeated Place places = 8;      // message Place { uint64 device = 1; uint64 inode = 2; }
 *    int32 place = 9;                // index of the one that both sides see
 *    string reason = 10;             // of STAY
 *    string pids = 11;               // of OFFER with SEALED: the namespace of the sender's pids
 *    int64 pid = 12;                 // of READY with SEALED: the sender's
 *    int32 descriptor = 13;          // and its descriptor of its segment
 *  }
 * </pre>
 */
final class Setup {
    static final int STAY = 1;
    static final int OFFER = 2;
    static final int ACCEPT = 3;
    static final int READY = 4;

    /** Segments are memory without a name, of a sealed length. */
    static final long SEALED = 1;

    static final int MAX_SIZE = 4096;

    int step;
    int version;
    long features;
    String name = "";
    long nonce;
    int lanes;
    int ring;
    final List<long[]> places = new ArrayList<>();
    int place;
    String reason = "";
    String pids = "";
    long pid;
    int descriptor;

    Setup(int step) {
        this.step = step;
    }

    void write(WireWriter out) {
        out.writeInt32(1, step);
        out.writeInt32(2, version);
        out.writeInt64(3, features);
        out.writeString(4, name);
        out.writeInt64(5, nonce);
        out.writeInt32(6, lanes);
        out.writeInt32(7, ring);
        for (long[] known : places) {
            int start = out.begin(8);
            out.writeInt64(1, known[0]);
            out.writeInt64(2, known[1]);
            out.end(start);
        }
        out.writeInt32(9, place);
        out.writeString(10, reason);
        out.writeString(11, pids);
        out.writeInt64(12, pid);
        out.writeInt32(13, descriptor);
    }

    static Setup read(WireReader in) {
        Setup setup = new Setup(0);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> setup.step = in.readInt32();
                case 16 -> setup.version = in.readInt32();
                case 24 -> setup.features = in.readInt64();
                case 34 -> setup.name = in.readString();
                case 40 -> setup.nonce = in.readInt64();
                case 48 -> setup.lanes = in.readInt32();
                case 56 -> setup.ring = in.readInt32();
                case 66 -> setup.places.add(place(in));
                case 72 -> setup.place = in.readInt32();
                case 82 -> setup.reason = in.readString();
                case 90 -> setup.pids = in.readString();
                case 96 -> setup.pid = in.readInt64();
                case 104 -> setup.descriptor = in.readInt32();
                default -> in.skip(tag);
            }
        }
        return setup;
    }

    private static long[] place(WireReader in) {
        long[] place = new long[2];
        int outer = in.enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> place[0] = in.readInt64();
                case 16 -> place[1] = in.readInt64();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return place;
    }
}
