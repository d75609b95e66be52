package io.nearcall.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Contract;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerProcess;
import io.nearcall.tck.Rig;
import io.nearcall.uds.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are not as usual: containers, a full {@code /dev/shm}, no descriptors left, another user. */
final class MachineTest implements Contract {
    private static final List<String> FAST_START = List.of("-XX:TieredStopAtLevel=1");
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    private Path directory;

    @Override
    public String target() {
        return "shm:" + Contract.unique();
    }

    @BeforeEach
    void needRoot() throws IOException {
        Needed.root();
        Needed.tool("unshare");
        Needed.tool("setpriv");
        Needed.tool("prlimit");
    }

    private PeerProcess peer(Rig rig, List<String> by, String... arguments) {
        return rig.own(PeerProcess.start(by, FAST_START, CountMain.class, arguments));
    }

    private String target(String options) {
        return "shm:" + directory.resolve("s") + options;
    }

    /** A mount namespace and a pid namespace of its own, with that much memory in its own {@code /dev/shm}. */
    private static List<String> container(String size) {
        List<String> by = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        by.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=" + size + " tmpfs /dev/shm && exec \"$@\"", "sh"));
        return by;
    }

    @Test
    void twoContainersThatShareADirectoryShareMemoryThere(Rig rig) {
        Leftovers leftovers = Leftovers.in(directory);
        peer(rig, container("64m"), "serve", target("")).expect("listening");
        PeerProcess client = peer(rig, container("64m"), "call", target(""));
        assertEquals("1 connections 0 fallbacks", client.expect("called"));
        leftovers.checkNone();
    }

    @Test
    void aFullFileSystemKeepsBothOnTheSocket(Rig rig) {
        Leftovers leftovers = Leftovers.in(directory);
        List<String> small = List.of(
                "unshare", "--mount", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /dev/shm && exec \"$@\"", "sh");
        PeerProcess both = peer(rig, small, "both", target(""));
        assertEquals("0 connections 1 fallbacks", both.expect("called"));
        assertEquals("[]", both.expect("left"));
        leftovers.checkNone();
    }

    @Test
    void aServerWithoutDescriptorsRecovers(Rig rig) {
        Leftovers leftovers = Leftovers.in(directory);
        PeerProcess server = peer(rig, List.of("prlimit", "--nofile=160:160"), "serve", target(""));
        server.expect("listening");
        List<RpcClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(RpcClient.connect(target(""), Rig.config("nearcall.limits.connect", "300ms")));
                assertEquals("re: ?", clients.get(i).service(Ask.class).ask("?"));
            }
            throw new AssertionError("200 connections with 160 descriptors");
        } catch (RpcException full) {
            assertEquals(StatusCode.UNAVAILABLE, full.code());
        } finally {
            clients.forEach(RpcClient::close);
        }
        Path open = Path.of("/proc/" + server.pid() + "/fd"); // a server without any answers a new client with its end
        Outcomes.awaitState(() -> open.toFile().list().length <= 100, "descriptors that are given back");
        RpcClient again = rig.connect(target(""), Rig.config("nearcall.limits.connect", "5s"));
        assertEquals("re: ?", again.service(Ask.class).ask("?"));
        assertEquals(1, again.counters().get("shm connections"));
        leftovers.checkNone();
    }

    private static boolean nobodyReads(Class<?>... classes) throws Exception {
        List<String> command = new ArrayList<>(NOBODY);
        command.addAll(List.of("sh", "-c", "for file; do test -r \"$file\" || exit 1; done", "sh"));
        for (Class<?> each : classes) {
            command.add(each.getProtectionDomain().getCodeSource().getLocation().getPath());
        }
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void anotherUserStaysOnTheSocket(Rig rig) throws Exception {
        assumeTrue( // how the checkout is protected is nobody's fault
                nobodyReads(RpcClient.class, RuntimeDirectory.class, ShmTransport.class, Ask.class, CountMain.class),
                "needs classes that all users can read");
        Leftovers leftovers = Leftovers.in(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        RpcServer server =
                rig.start(RpcServer.builder().listen(target("")).serve(Ask.class, question -> "re: " + question));
        Files.setPosixFilePermissions(directory.resolve("s"), PosixFilePermissions.fromString("rw-rw-rw-"));
        PeerProcess client = peer(rig, NOBODY, "call", target(""));
        assertEquals("0 connections 1 fallbacks", client.expect("called"));
        assertEquals(1, server.counters().get("shm fallbacks"));
        leftovers.checkNone();
    }
}
