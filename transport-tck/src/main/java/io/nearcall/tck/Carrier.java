package io.nearcall.tck;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Serves {@link Carry}. */
final class Carrier implements Carry {
    @Override
    public byte[] echo(byte[] bytes) {
        return bytes;
    }

    @Override
    public byte[] make(int length, long seed) {
        return Carry.bytes(length, seed);
    }

    @Override
    public int measure(byte[] bytes) {
        return Arrays.hashCode(bytes);
    }

    @Override
    public CompletableFuture<byte[]> echoLater(byte[] bytes) {
        return CompletableFuture.completedFuture(bytes);
    }

    @Override
    public void drop(byte[] bytes) {
        // dropped
    }
}
