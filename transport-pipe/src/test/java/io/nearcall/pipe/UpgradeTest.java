package io.nearcall.pipe;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.PeerIdentity;
import io.nearcall.RpcConfig;
import io.nearcall.StatusCode;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Streams;
import io.nearcall.stream.Waits;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.transport.Counters;
import io.nearcall.transport.TransportContext;
import io.nearcall.uds.PathSockets;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children that go on through shared memory, the pipes being their lifeline. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UpgradeTest {
    private static final String BY_MEMORY = "shm connections";

    private static long byMemory(RpcProcess<Ask> child) {
        return child.client().counters().getOrDefault(BY_MEMORY, 0L);
    }

    @Test
    void twoThatCanGoOnThroughSharedMemoryAndLeaveNoName() throws IOException {
        try (RpcProcess<Ask> child = Workers.worker().start()) {
            String pid = child.service().ask("pid");
            assertEquals(1, byMemory(child));
            assertEquals(Long.parseLong(pid), child.client().peer().pid().orElseThrow());
            Outcomes.awaitState(
                    () -> names().isEmpty(), "the name of the socket to be gone"); // others' come and go, too
            checkNames(
                    check(
                            StatusCode.UNAVAILABLE,
                            Delivery.UNKNOWN,
                            failure(() -> child.service().ask("exit 3"))),
                    "[" + pid + "] exited with code 3",
                    "about to exit with 3");
        }
    }

    private static List<Path> names() {
        try (Stream<Path> names = Files.list(RuntimeDirectory.find())) {
            return names.filter(name -> name.getFileName().toString().startsWith("child-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void offStaysOnThePipesAsEitherSideLikes() {
        RpcConfig config = RpcConfig.load().with("nearcall.limits.connect", "60s");
        try (RpcProcess<Ask> parents = Workers.worker()
                        .config(config.with("nearcall.upgrade", "off"))
                        .start();
                RpcProcess<Ask> childs =
                        Workers.worker().environment("NEARCALL_UPGRADE", "off").start()) {
            assertEquals("hello", parents.service().ask("hello"));
            assertEquals("hello", childs.service().ask("hello"));
            assertEquals(0, byMemory(parents) + byMemory(childs));
        }
    }

    /** A child that finds no socket, as one of another user or in a container. */
    @Test
    void twoThatSeeDifferentFilesStayOnThePipes(@TempDir Path elsewhere) throws IOException {
        int[] there = Descriptors.pipe();
        int[] back = Descriptors.pipe();
        try (PipeDuplex parent = pipes(back[0], there[1]);
                PipeDuplex child = pipes(there[0], back[1])) {
            byte[] path = elsewhere.resolve("nobody").toString().getBytes(StandardCharsets.UTF_8);
            ByteBuffer said = ByteBuffer.allocate(1 + path.length)
                    .put((byte) path.length)
                    .put(path)
                    .flip();
            assertEquals(1 + path.length, parent.write(new ByteBuffer[] {said}, 0, 1));
            Duplex stays =
                    new Upgrade(context(), ParentToken.create()).follow(child, Streams.SOCKET, Outcomes.patience());
            assertEquals(child, stays);
            ByteBuffer answer = ByteBuffer.allocate(1);
            assertEquals(1, parent.read(answer));
            assertEquals('-', answer.get(0));
        }
    }

    @Test
    void theEndOfThePipesIsTheEndOfTheOtherWay(@TempDir Path directory) throws IOException {
        int[] there = Descriptors.pipe();
        int[] back = Descriptors.pipe();
        try (UpgradedDuplex upgraded = upgraded(directory, back[0], there[1])) {
            Descriptors.close(back[1]);
            checkNames(end(upgraded), "as the test likes");
        } finally {
            Descriptors.close(there[0]);
        }
    }

    @Test
    void whatIsPrintedToThePipesEndsTheOtherWay(@TempDir Path directory) throws IOException {
        int[] there = Descriptors.pipe();
        int[] back = Descriptors.pipe();
        try (UpgradedDuplex upgraded = upgraded(directory, back[0], there[1])) {
            Descriptors.write(back[1], "noise");
            checkNames(end(upgraded), "broke the protocol");
        } finally {
            Descriptors.close(there[0], back[1]);
        }
    }

    private static TransportContext context() {
        return TransportContext.of(
                RpcConfig.load(), Endpoint.parse("pipe:test"), Optional.empty(), new Counters(), null);
    }

    private SocketChannel far; // the other end of the socket, which stays open

    private UpgradedDuplex upgraded(Path directory, int source, int sink) throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            far = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new UpgradedDuplex(PathSockets.connected(server.accept(), path), pipes(source, sink), context());
        }
    }

    private static PipeDuplex pipes(int source, int sink) throws IOException {
        return new PipeDuplex(source, sink, PeerIdentity.of("test"), new PipeDuplex.Peer() {
            @Override
            public IOException whyEnded(String unknown) {
                return new IOException("as the test likes");
            }
        });
    }

    /** Why it has ended, once it has. */
    private String end(UpgradedDuplex upgraded) throws IOException {
        ByteBuffer nothing = ByteBuffer.allocate(1);
        int count = upgraded.read(nothing);
        while (count == 0) {
            Waits.until(upgraded, SelectionKey.OP_READ, Deadline.after(Duration.ofSeconds(60)));
            count = upgraded.read(nothing);
        }
        assertEquals(-1, count);
        assertTrue(far.isOpen());
        far.close();
        return upgraded.whyEnded("").getMessage();
    }
}
