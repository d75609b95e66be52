package io.nearcall.hardening;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The server's oracle: finds questions that were damaged, and calls that ran twice or were left out. */
final class Judge implements Oracle {
    /** Peers with a higher number lie; what they ask is not held against anybody. */
    private static final long HONEST = 1L << 24;

    /** Enough bytes to tell a question that was asked from one that was made by chance. */
    private static final int TELLING = 8;

    private static final long SEED = 0x9e3779b97f4a7c15L;

    private final ConcurrentHashMap<Long, Long> last = new ConcurrentHashMap<>();
    private final LongAdder answers = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();

    @Override
    public Answer answer(Question question) {
        int length = question.bytes().length;
        if (!Arrays.equals(question.bytes(), bytes(length, question.nonce()))) {
            throw new RpcException(StatusCode.DATA_LOSS, "the bytes of " + question.nonce() + " are not its own");
        }
        long peer = question.nonce() >>> 32;
        if (peer < HONEST && length >= TELLING) {
            long call = question.nonce() & 0xffffffffL;
            Long before = last.put(peer, call);
            if (call != (before == null ? 1 : before + 1)) {
                outOfOrder.increment();
            }
            answers.increment();
        }
        return new Answer(question.nonce(), bytes(length, ~question.nonce()));
    }

    /** Calls of honest peers. */
    long answers() {
        return answers.sum();
    }

    /** Calls that ran twice, or behind one that never ran: a peer makes its calls one after the other. */
    long outOfOrder() {
        return outOfOrder.sum();
    }

    /** Xorshift: Marsaglia, "Xorshift RNGs", 2003. */
    static byte[] bytes(int length, long nonce) {
        byte[] bytes = new byte[length];
        long state = nonce ^ SEED;
        for (int i = 0; i < length; i++) {
            if (i % Long.BYTES == 0) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
            }
            bytes[i] = (byte) (state >>> i % Long.BYTES * Byte.SIZE);
        }
        return bytes;
    }
}
