package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** Echo of 32 bytes through two queues of Chronicle's, one each way: bytes only, all of them kept in files in memory. */
public final class ChronicleEcho implements Subject {
    @Override
    public String description() {
        return "Chronicle Queue " + Version.of(ChronicleQueue.class) + ", bytes only, tailers in a busy loop";
    }

    @Override
    public Wait waits() {
        return Wait.SPINS; // has no other way: a tailer is asked again
    }

    @Override
    public List<String> jvmFlags() {
        return List.of(
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED");
    }

    @Override
    public String serve(Path directory) {
        ExcerptTailer requests = requests(directory).createTailer();
        ChronicleQueue replies = replies(directory);
        Thread thread = new Thread(() -> echo(requests, replies), "echo");
        thread.setDaemon(true);
        thread.start();
        return directory.toString();
    }

    @Override
    public Client connect(String address) {
        Path directory = Path.of(address);
        BlockingTarget target = new Caller(
                requests(directory).createAppender(), replies(directory).createTailer());
        return () -> target;
    }

    private static ChronicleQueue requests(Path directory) {
        return ChronicleQueue.single(directory.resolve("requests").toString());
    }

    private static ChronicleQueue replies(Path directory) {
        return ChronicleQueue.single(directory.resolve("replies").toString());
    }

    private static void echo(ExcerptTailer requests, ChronicleQueue queue) {
        ExcerptAppender replies = queue.createAppender(); // by the thread that appends
        byte[] bytes = new byte[Payload.TEXT.length()];
        while (true) {
            receive(requests, bytes);
            send(replies, bytes);
        }
    }

    private static void send(ExcerptAppender to, byte[] bytes) {
        try (DocumentContext document = to.writingDocument()) {
            document.wire().bytes().write(bytes);
        }
    }

    private static void receive(ExcerptTailer from, byte[] bytes) {
        while (true) {
            try (DocumentContext document = from.readingDocument()) {
                if (document.isPresent()) {
                    if (document.wire().bytes().read(bytes) != bytes.length) {
                        throw new IllegalStateException("a wrong message");
                    }
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** One caller, one call at a time. */
    private static final class Caller implements BlockingTarget {
        private final ExcerptAppender requests;
        private final ExcerptTailer replies;
        private final byte[] bytes = Payload.TEXT.getBytes(StandardCharsets.ISO_8859_1);

        Caller(ExcerptAppender requests, ExcerptTailer replies) {
            this.requests = requests;
            this.replies = replies;
        }

        @Override
        public void call() {
            send(requests, bytes);
            receive(replies, bytes);
        }
    }
}
