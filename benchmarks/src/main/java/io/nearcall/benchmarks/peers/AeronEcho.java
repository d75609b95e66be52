package io.nearcall.benchmarks.peers;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Echo of 32 bytes through Aeron's shared memory: bytes only, no method, no codec, no correlation. */
public final class AeronEcho implements Subject {
    private static final String CHANNEL = "aeron:ipc";
    private static final int REQUESTS = 1;
    private static final int REPLIES = 2;
    private static final int FRAGMENTS = 10;

    private final boolean spinning;

    private AeronEcho(boolean spinning) {
        this.spinning = spinning;
    }

    /** Both sides spin: its quickest mode. */
    public static Subject spinning() {
        return new AeronEcho(true);
    }

    /** Both sides back off, to sleeps of at most 1 ms: its default. */
    public static Subject backingOff() {
        return new AeronEcho(false);
    }

    @Override
    public String description() {
        return "Aeron IPC " + Version.of(Aeron.class) + ", bytes only, "
                + (spinning ? "BusySpinIdleStrategy" : "BackoffIdleStrategy");
    }

    @Override
    public Wait waits() {
        return spinning ? Wait.SPINS : Wait.SPINS_THEN_SLEEPS;
    }

    @Override
    public List<String> jvmFlags() {
        return List.of(
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Override
    public String serve(Path directory) {
        String aeron = directory.resolve("aeron").toString();
        MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(aeron));
        Aeron client = connected(aeron);
        Subscription requests = client.addSubscription(CHANNEL, REQUESTS);
        Publication replies = client.addPublication(CHANNEL, REPLIES);
        Thread thread = new Thread(() -> echo(requests, replies), "echo");
        thread.setDaemon(true);
        thread.start();
        return aeron;
    }

    @Override
    public Client connect(String address) {
        Aeron client = connected(address);
        Publication requests = client.addPublication(CHANNEL, REQUESTS);
        Subscription replies = client.addSubscription(CHANNEL, REPLIES);
        BlockingTarget target = new Caller(requests, replies, idling());
        return () -> target;
    }

    private static Aeron connected(String directory) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(directory));
    }

    private IdleStrategy idling() {
        return spinning ? new BusySpinIdleStrategy() : new BackoffIdleStrategy();
    }

    private void echo(Subscription requests, Publication replies) {
        IdleStrategy idling = idling();
        FragmentHandler handler = (buffer, offset, length, header) -> offer(replies, buffer, offset, length, idling);
        while (true) {
            idling.idle(requests.poll(handler, FRAGMENTS));
        }
    }

    private static void offer(Publication to, DirectBuffer buffer, int offset, int length, IdleStrategy idling) {
        idling.reset();
        while (to.offer(buffer, offset, length) < 0) {
            idling.idle();
        }
        idling.reset();
    }

    /** One caller, one call at a time. */
    private static final class Caller implements BlockingTarget {
        private final Publication requests;
        private final Subscription replies;
        private final IdleStrategy idling;
        private final UnsafeBuffer bytes = new UnsafeBuffer(Payload.TEXT.getBytes(StandardCharsets.ISO_8859_1));
        private final FragmentHandler handler = this::received;
        private int received;

        Caller(Publication requests, Subscription replies, IdleStrategy idling) {
            this.requests = requests;
            this.replies = replies;
            this.idling = idling;
        }

        @Override
        public void call() {
            received = 0;
            offer(requests, bytes, 0, bytes.capacity(), idling);
            while (received == 0) {
                idling.idle(replies.poll(handler, FRAGMENTS));
            }
            if (received != bytes.capacity()) {
                throw new IllegalStateException("wrong reply: " + received + " bytes");
            }
        }

        private void received(DirectBuffer buffer, int offset, int length, Header header) {
            received = length;
        }
    }
}
