package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A copy of an array into a mapped file and out of it again, by one thread: the least that a large payload can cost. */
public final class MappedCopy implements Subject {
    @Override
    public String description() {
        return "a copy into mapped memory and out of it";
    }

    @Override
    public Wait waits() {
        return Wait.NEVER_WAITS;
    }

    @Override
    public String serve(Path directory) {
        return directory.resolve("copy").toString();
    }

    @Override
    public Client connect(String address) {
        return new Client() {
            @Override
            public BlockingTarget blocking() {
                throw new UnsupportedOperationException("only large payloads");
            }

            @Override
            public BlockingTarget large(int size) {
                ByteBuffer memory = mapped(Path.of(address), size);
                byte[] from = new byte[size];
                return () -> {
                    memory.clear().put(from).flip();
                    byte[] to = new byte[size]; // a fresh one, as every receiver of a payload needs
                    memory.get(to);
                    if (to[size - 1] != from[size - 1]) {
                        throw new IllegalStateException("the copy differs");
                    }
                };
            }
        };
    }

    private static ByteBuffer mapped(Path file, int size) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
