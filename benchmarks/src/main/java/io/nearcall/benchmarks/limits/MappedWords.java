package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Two words in a mapped file, one written by each side, both sides spinning: the least a round trip can cost.
 *
 * <pre>
 *   0        request: the client counts up
 *   ...      other cache lines: neighbours are fetched in pairs
 *   256      reply: the server follows
 * </pre>
 */
public final class MappedWords implements Subject {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int REQUEST = 0;
    private static final int REPLY = 256;
    private static final int SIZE = 4096;

    @Override
    public String description() {
        return "two words in a mapped file";
    }

    @Override
    public Wait waits() {
        return Wait.SPINS;
    }

    @Override
    public String serve(Path directory) throws IOException {
        Path file = Files.write(directory.resolve("words"), new byte[SIZE]);
        ByteBuffer words = mapped(file);
        Thread thread = new Thread(() -> follow(words), "follow");
        thread.setDaemon(true);
        thread.start();
        return file.toString();
    }

    @Override
    public Client connect(String address) throws IOException {
        ByteBuffer words = mapped(Path.of(address));
        BlockingTarget target = () -> roundTrip(words);
        return () -> target;
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.nativeOrder());
        }
    }

    private static void roundTrip(ByteBuffer words) {
        long next = (long) WORD.get(words, REQUEST) + 1;
        WORD.setRelease(words, REQUEST, next);
        await(words, REPLY, next);
    }

    private static void follow(ByteBuffer words) {
        for (long next = 1; true; next++) {
            reply(words, next);
        }
    }

    private static void reply(ByteBuffer words, long next) {
        await(words, REQUEST, next);
        WORD.setRelease(words, REPLY, next);
    }

    private static void await(ByteBuffer words, int index, long value) {
        while ((long) WORD.getAcquire(words, index) != value) {
            Thread.onSpinWait();
        }
    }
}
