package io.nearcall.tck;

import io.nearcall.RemoteService;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Calls whose reply is a function of the request that no other request shares. */
@RemoteService
public interface Oracle {
    /** A nonce, and as many bytes as the seed of that nonce gives. */
    record Work(long nonce, byte[] bytes) {
        /** The work of a nonce. */
        public static Work of(long nonce, int length) {
            return new Work(nonce, Carry.bytes(length, nonce));
        }

        /** What {@code done} must be. */
        public boolean isAnsweredBy(Done done) {
            return done.nonce == nonce
                    && done.length == bytes.length
                    && done.hash == hash(nonce, bytes)
                    && Arrays.equals(done.bytes, Carry.bytes(bytes.length, ~nonce));
        }
    }

    /** The function of it: with as many bytes again, so that replies have sizes too. */
    record Done(long nonce, int length, long hash, byte[] bytes) {}

    /** Blocks until it is done. */
    Done work(Work work);

    /** The same, asynchronously. */
    CompletableFuture<Done> workLater(Work work);

    /** What the server answers; bytes that are not those of the nonce are refused. */
    static Done answer(Work work) {
        if (!Arrays.equals(work.bytes, Carry.bytes(work.bytes.length, work.nonce))) {
            throw new IllegalStateException("the bytes of " + work.nonce + " are not its own");
        }
        return new Done(
                work.nonce,
                work.bytes.length,
                hash(work.nonce, work.bytes),
                Carry.bytes(work.bytes.length, ~work.nonce));
    }

    private static long hash(long nonce, byte[] bytes) {
        return nonce * 31 + Arrays.hashCode(bytes);
    }
}
