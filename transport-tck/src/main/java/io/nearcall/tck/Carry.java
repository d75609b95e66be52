package io.nearcall.tck;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Bytes of any size in either direction, and both. */
@RemoteService
public interface Carry {
    /** Reply and request are the same. */
    byte[] echo(byte[] bytes);

    /** A reply of {@code length} bytes made of {@code seed}. */
    byte[] make(int length, long seed);

    /** A request, its hash the reply. */
    int measure(byte[] bytes);

    /** Like {@link #echo}, asynchronously. */
    CompletableFuture<byte[]> echoLater(byte[] bytes);

    /** Bytes without a reply. */
    @OneWay
    void drop(byte[] bytes);

    /** The bytes of a seed. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
