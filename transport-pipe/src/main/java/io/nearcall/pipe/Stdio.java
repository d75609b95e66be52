package io.nearcall.pipe;

import io.nearcall.Deadline;
import io.nearcall.PeerIdentity;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jnr.enxio.channels.NativeSocketChannel;

/**
 * The child's side: stdin and stdout as the one connection of a listener.
 *
 * <p>They move to other descriptors first. What anybody in this process, or a process that it starts, prints to stdout
 * from then on goes to stderr, and stdin is empty. When the connection ends, the process does, with what it has started.
 */
final class Stdio implements Streams.Acceptor {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final long HALT_MILLIS = 300;
    private static final long TERM_MILLIS = 150;

    private final PipeDuplex duplex;
    private final Upgrade upgrade;
    private final NativeSocketChannel once; // readable until the connection has been accepted
    private final int unread;
    private boolean accepted;

    private Stdio(Upgrade upgrade) throws IOException {
        this.upgrade = upgrade;
        int nothing = Descriptors.open("/dev/null", Descriptors.READ);
        int source = Descriptors.replace(STDIN, nothing);
        Descriptors.close(nothing);
        int sink = Descriptors.replace(STDOUT, STDERR);
        this.duplex = new PipeDuplex(source, sink, parent(), new PipeDuplex.Peer() {
            @Override
            public void closed() {
                leave();
            }
        });
        int[] ends = Descriptors.pipe();
        this.once = new NativeSocketChannel(ends[0], SelectionKey.OP_ACCEPT);
        this.unread = ends[1];
        once.configureBlocking(false);
        Descriptors.write(unread, "+");
    }

    static Streams.Acceptor listen(Upgrade upgrade) throws IOException {
        return new Stdio(upgrade);
    }

    private static PeerIdentity parent() {
        OptionalLong pid = ProcessHandle.current().parent().stream()
                .mapToLong(ProcessHandle::pid)
                .findFirst();
        return new PeerIdentity(
                "pipe:parent",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                pid,
                List.of());
    }

    /** The parent has gone, or wants this process to go: shutdown hooks have their time, but no more. */
    private static void leave() {
        List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
        Thread halting = new Thread(
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(HALT_MILLIS));
                    started.forEach(ProcessHandle::destroyForcibly); // should the other thread be late
                    Runtime.getRuntime().halt(0);
                },
                "nearcall-pipe-halt");
        halting.setDaemon(true);
        halting.start();
        new Thread(
                        () -> {
                            end(started);
                            System.exit(0);
                        },
                        "nearcall-pipe-exit")
                .start();
    }

    /** Processes that this one has started would be nobody's, and some wait for ever. */
    private static void end(List<ProcessHandle> started) {
        started.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, TERM_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public SelectableChannel channel() {
        return once;
    }

    @Override
    public Streams.Opening accept() throws IOException {
        if (accepted) {
            return null;
        }
        accepted = once.read(ByteBuffer.allocate(1)) == 1;
        return new Streams.Opening() {
            @Override
            public Duplex open(Deadline deadline) {
                return duplex;
            }

            @Override
            public long features() {
                return upgrade.features();
            }

            @Override
            public Duplex upgrade(Duplex pipes, long features, Deadline deadline) throws IOException {
                return upgrade.follow((PipeDuplex) pipes, features, deadline);
            }
        };
    }

    @Override
    public void close() throws IOException {
        once.close();
        Descriptors.close(unread);
        if (!accepted) {
            duplex.close();
        }
    }
}
