package io.nearcall.shm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.nearcall.stream.Violation;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Every order in which two sides of shared memory may see each other's steps, by jcstress; outcomes that are not listed are forbidden.
 *
 * <p>On x86 a look that overtakes a write is found, and what the compiler reorders; not what a weaker processor might.
 */
public final class OrderStress {
    private static final int NONE = 0;
    private static final int WHOLE = 1;
    private static final int WRONG = 2;
    private static final int FAILED = -1;
    private static final int METHOD = 7;
    private static final int BYTES = 16;
    private static final byte[] MOST_OF_A_RING = new byte[TwoMappings.RING / 4 * 3]; // room for no other record

    private OrderStress() {}

    /** A body that can be told from any other. */
    private static WireWriter body() {
        WireWriter body = new WireWriter(BYTES + 2);
        body.writeBytes(1, bytes());
        return body;
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    private static int look(WireReader body) {
        body.readTag();
        byte[] bytes = body.readBytes();
        for (int i = 0; i < BYTES; i++) {
            if (bytes[i] != i + 1) {
                return WRONG;
            }
        }
        return WHOLE;
    }

    private static int take(TwoMappings shared) {
        try {
            int lane = shared.server.next();
            if (lane < 0) {
                return NONE;
            }
            WireReader body = new WireReader();
            return shared.server.take(lane, new WireReader(), body) >>> 16 == METHOD ? look(body) : WRONG;
        } catch (Violation torn) {
            return WRONG;
        }
    }

    private static int write(TwoMappings shared, byte[] bytes) {
        try {
            return (int) shared.writer.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0, 1);
        } catch (Violation wrong) {
            return FAILED;
        }
    }

    private static int read(TwoMappings shared, ByteBuffer target) {
        try {
            return shared.reader.read(target);
        } catch (Violation wrong) {
            return FAILED;
        }
    }

    /** A lane has one caller at a time. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class Claim {
        private final TwoMappings shared = new TwoMappings();

        /** Claims. */
        @Actor
        public void one(II_Result result) {
            result.r1 = shared.caller.claim();
        }

        /** Claims. */
        @Actor
        public void other(II_Result result) {
            result.r2 = shared.caller.claim();
        }
    }

    /** A lane that its caller has left is claimed by one, behind its late reply. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class LateReply {
        private final TwoMappings shared = new TwoMappings();
        private final WireWriter body = body();

        /** A call on lane 0 that its caller has left. */
        public LateReply() {
            shared.caller.claim();
            shared.caller.request(0, METHOD, null, body);
            take(shared);
            shared.caller.abandon(0);
        }

        /** The late reply. */
        @Actor
        public void server() {
            shared.server.answer(0, 0, null, body);
        }

        /** Another call: the lane, and whether that has its reply. */
        @Actor
        public void caller(II_Result result) {
            result.r1 = shared.caller.claim();
            result.r2 = result.r1 == 0 && shared.caller.isAnswered(0) ? 1 : 0;
        }
    }

    /** A request is seen whole, and only then. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class Request {
        private final TwoMappings shared = new TwoMappings();
        private final WireWriter body = body();
        private final int lane = shared.caller.claim();

        /** Publishes. */
        @Actor
        public void caller() {
            shared.caller.request(lane, METHOD, null, body);
        }

        /** Consumes. */
        @Actor
        public void server(II_Result result) {
            result.r2 = take(shared);
        }
    }

    /** A reply is seen whole, and only then. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class Reply {
        private final TwoMappings shared = new TwoMappings();
        private final WireWriter body = body();

        /** A call on lane 0. */
        public Reply() {
            shared.caller.claim();
            shared.caller.request(0, METHOD, null, body);
            take(shared);
        }

        /** Publishes. */
        @Actor
        public void server() {
            shared.server.answer(0, 0, null, body);
        }

        /** Consumes. */
        @Actor
        public void caller(II_Result result) {
            WireReader reply = new WireReader();
            try {
                if (shared.caller.isAnswered(0)) {
                    shared.caller.reply(0, new WireReader(), reply);
                    result.r2 = look(reply);
                }
            } catch (Violation torn) {
                result.r2 = WRONG;
            }
        }
    }

    /** A server that sleeps is woken for a request, or has seen it. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0", "1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class WakeServer {
        private final TwoMappings shared = new TwoMappings();
        private final WireWriter body = body();
        private final int lane = shared.caller.claim();

        /** Publishes, and rings a sleeper. */
        @Actor
        public void caller() {
            shared.caller.request(lane, METHOD, null, body);
        }

        /** Says that it sleeps, and looks once more. */
        @Actor
        public void server(II_Result result) {
            shared.serversSleep.sleeps(1);
            result.r2 = shared.server.hasNext() ? 1 : 0;
        }

        /** Whether the doorbell has rung. */
        @Arbiter
        public void rung(II_Result result) {
            result.r1 = shared.rung();
        }
    }

    /** A caller that sleeps is woken for its reply, or has seen it. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0", "1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class WakeCaller {
        private final TwoMappings shared = new TwoMappings();
        private final WireWriter body = body();

        /** A call on lane 0. */
        public WakeCaller() {
            shared.caller.claim();
            shared.caller.request(0, METHOD, null, body);
            take(shared);
        }

        /** Publishes, and rings a sleeper. */
        @Actor
        public void server() {
            shared.server.answer(0, 0, null, body);
        }

        /** Says that it sleeps, and looks once more. */
        @Actor
        public void caller(II_Result result) {
            shared.caller.sleeps(0);
            result.r2 = shared.caller.isAnswered(0) ? 1 : 0;
        }

        /** Whether the doorbell has rung. */
        @Arbiter
        public void rung(II_Result result) {
            result.r1 = shared.rung();
        }
    }

    /** What a ring holds is seen whole, also where it goes on at the ring's beginning. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "16, 1", "32, 1"},
            expect = ACCEPTABLE)
    @State
    public static class Ring {
        private final TwoMappings shared = new TwoMappings();

        /** A ring of which the next records go on at its beginning. */
        public Ring() {
            write(shared, MOST_OF_A_RING);
            read(shared, ByteBuffer.allocate(TwoMappings.RING));
        }

        /** Two records. */
        @Actor
        public void writer() {
            write(shared, bytes());
            write(shared, bytes());
        }

        /** How many bytes, and whether they are the right ones. */
        @Actor
        public void reader(II_Result result) {
            ByteBuffer target = ByteBuffer.allocate(2 * BYTES);
            result.r1 = read(shared, target);
            result.r2 = WHOLE;
            target.flip();
            for (int i = 0; target.hasRemaining(); i++) {
                if (target.get() != i % BYTES + 1) {
                    result.r2 = WRONG;
                }
            }
        }
    }

    /** A writer that waits for room is woken, or has found it. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0", "1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class WakeWriter {
        private final TwoMappings shared = new TwoMappings();

        /** A full ring. */
        public WakeWriter() {
            write(shared, MOST_OF_A_RING);
        }

        /** Makes room, and rings a sleeper. */
        @Actor
        public void reader() {
            read(shared, ByteBuffer.allocate(TwoMappings.RING));
        }

        /** Wants room: says that it sleeps, and looks once more. */
        @Actor
        public void writer(II_Result result) {
            result.r2 = write(shared, new byte[1]);
        }

        /** Whether the doorbell has rung. */
        @Arbiter
        public void rung(II_Result result) {
            result.r1 = shared.rung();
        }
    }
}
