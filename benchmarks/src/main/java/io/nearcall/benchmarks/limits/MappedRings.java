package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A ring of records each way in a mapped file, both sides spinning: the most calls in flight that memory can carry.
 *
 * <pre>
 *   0        requests written; 256: replies written; each by one side
 *   4096     the ring of requests, then that of replies: records of 16 bytes of header and the 32 of the payload
 * </pre>
 *
 * As many requests are in flight as the caller keeps; the rings have room for more, so nobody ever waits for room.
 */
public final class MappedRings implements Subject {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int REQUESTS = 0;
    private static final int REPLIES = 256;
    private static final int RINGS = 4096;
    private static final int RECORD = 48;
    private static final int RECORDS = 1024;
    private static final int SIZE = RINGS + 2 * RECORDS * RECORD;

    @Override
    public String description() {
        return "a pair of rings in a mapped file";
    }

    @Override
    public Wait waits() {
        return Wait.SPINS;
    }

    @Override
    public String serve(Path directory) throws IOException {
        Path file = Files.write(directory.resolve("rings"), new byte[SIZE]);
        Ring requests = new Ring(mapped(file), REQUESTS, RINGS);
        Ring replies = new Ring(mapped(file), REPLIES, RINGS + RECORDS * RECORD);
        Thread thread = new Thread(() -> echo(requests, replies), "echo");
        thread.setDaemon(true);
        thread.start();
        return file.toString();
    }

    private static void echo(Ring requests, Ring replies) {
        byte[] payload = new byte[Payload.TEXT.length()];
        while (true) {
            long id = requests.read(payload);
            if (id == 0) {
                Thread.onSpinWait();
            } else {
                replies.write(id, payload);
            }
        }
    }

    @Override
    public Client connect(String address) throws IOException {
        Ring requests = new Ring(mapped(Path.of(address)), REQUESTS, RINGS);
        Ring replies = new Ring(mapped(Path.of(address)), REPLIES, RINGS + RECORDS * RECORD);
        return new Client() {
            @Override
            public BlockingTarget blocking() {
                throw new UnsupportedOperationException("only calls in flight");
            }

            @Override
            public AsyncTarget async() {
                Caller caller = new Caller(requests, replies);
                caller.setDaemon(true);
                caller.start();
                return caller;
            }
        };
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.nativeOrder());
        }
    }

    /** The one thread that writes requests and reads replies; calls of other threads are handed to it. */
    private static final class Caller extends Thread implements AsyncTarget {
        private final Ring requests;
        private final Ring replies;
        private final Queue<Completion> handed = new ConcurrentLinkedQueue<>();
        private final Completion[] pending = new Completion[RECORDS];
        private final byte[] text = Payload.TEXT.getBytes(StandardCharsets.ISO_8859_1);
        private final byte[] payload = new byte[text.length];
        private long lastId;

        Caller(Ring requests, Ring replies) {
            super("caller");
            this.requests = requests;
            this.replies = replies;
        }

        @Override
        public void call(Completion done) {
            if (Thread.currentThread() != this) {
                handed.add(done);
                return;
            }
            long id = ++lastId;
            pending[(int) (id % RECORDS)] = done;
            requests.write(id, text);
        }

        @Override
        public void run() {
            while (true) {
                long id = replies.read(payload);
                if (id != 0) {
                    Payload.check(new String(payload, StandardCharsets.ISO_8859_1));
                    pending[(int) (id % RECORDS)].completed(null);
                    continue;
                }
                for (Completion done = handed.poll(); done != null; done = handed.poll()) {
                    call(done);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** One writer, one reader. */
    private static final class Ring {
        private final ByteBuffer memory;
        private final int word;
        private final int start;
        private long position;

        Ring(ByteBuffer memory, int word, int start) {
            this.memory = memory;
            this.word = word;
            this.start = start;
        }

        void write(long id, byte[] payload) {
            int at = start + (int) (position % RECORDS) * RECORD;
            memory.putLong(at, id);
            memory.putLong(at + 8, payload.length);
            memory.put(at + 16, payload);
            WORD.setRelease(memory, word, ++position);
        }

        /** The id of the record read, 0 when there is none. */
        long read(byte[] payload) {
            if ((long) WORD.getAcquire(memory, word) == position) {
                return 0;
            }
            int at = start + (int) (position++ % RECORDS) * RECORD;
            memory.get(at + 16, payload, 0, (int) memory.getLong(at + 8));
            return memory.getLong(at);
        }
    }
}
