package io.nearcall.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of children, of those that crash, of those that are closed, and of those whose parent dies. */
@Timeout(value = 200, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EndTest {
    private static final int CYCLES = 200;

    @Test
    void cyclesOfCrashesAndClosesLeaveNoProcessDescriptorThreadOrFile() throws IOException {
        cycle(true);
        cycle(false);
        Outcomes.awaitState(() -> threads().isEmpty(), "the end of the threads");
        long descriptors = descriptors();
        Set<String> files = files();
        for (int i = 0; i < CYCLES; i++) {
            cycle(i % 2 == 0);
        }
        Outcomes.awaitState(() -> threads().isEmpty(), "the end of the threads: " + threads());
        Outcomes.awaitState(() -> descriptors() <= descriptors, descriptors + " descriptors became " + descriptors());
        assertEquals(0, ProcessHandle.current().children().count(), "children");
        assertEquals(files, files());
    }

    /** With shells for children, of which 200 take seconds: what is left on this side is the same. */
    private static void cycle(boolean crash) {
        String end = crash ? "head -c 200 >/dev/null; kill -9 $$" : "cat >/dev/null";
        try (RpcProcess<Ask> child = Workers.shell(NastyChildTest.HELLO + end)
                .config(RpcConfig.load().with("nearcall.limits.drain", "1ms"))
                .start()) {
            if (crash) {
                String message = assertThrows(
                                RpcException.class, () -> child.service().ask("?".repeat(200)))
                        .getMessage();
                assertTrue(message.contains("SIGKILL"), message);
            }
        }
    }

    @Test
    void aChildLeavesByItselfWithWhatItHasStartedWhenItsParentIsKilled() {
        try (PeerProcess parent = PeerProcess.start(
                List.of(), List.of("-XX:TieredStopAtLevel=1"), ParentMain.class, Workers.java(WorkerMain.class))) {
            ProcessHandle started = process(parent.expect("started", 60));
            ProcessHandle child = process(parent.expect("child"));
            parent.killAndWait();
            long killed = System.nanoTime();
            Outcomes.awaitState(() -> hasEnded(child), "the end of the child");
            Outcomes.awaitState(() -> hasEnded(started), "the end of what it has started");
            assertTrue(Outcomes.millisSince(killed) < 1_000, "after " + Outcomes.millisSince(killed) + " ms");
        }
    }

    @Test
    void whatAChildHasStartedEndsWithItWhenItIsClosed() {
        ProcessHandle ofChild;
        ProcessHandle ofShell;
        try (RpcProcess<Ask> child = Workers.worker().start();
                RpcProcess<Ask> shell = Workers.shell(
                                "sleep 1000 >/dev/null 2>&1 & " + NastyChildTest.HELLO + "(cat >/dev/null); exit 0")
                        .config(RpcConfig.load().with("nearcall.limits.drain", "1ms"))
                        .start()) {
            ofChild = process(child.service().ask("start"));
            ProcessHandle process = shell.process().orElseThrow();
            Outcomes.awaitState(() -> sleepOf(process).isPresent(), "the sleep that the shell has started");
            ofShell = sleepOf(process).orElseThrow();
        }
        Outcomes.awaitState(() -> hasEnded(ofChild), "the end of what the child has started");
        Outcomes.awaitState(() -> hasEnded(ofShell), "the end of what the shell has started");
    }

    private static Optional<ProcessHandle> sleepOf(ProcessHandle shell) {
        return shell.children()
                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                .findAny();
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Whether it runs no more: who adopts it when its parent is gone may take seconds to collect its status. */
    private static boolean hasEnded(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException collected) {
            return true;
        }
    }

    /** Starts a child whose handler blocks, and whose shutdown hook does, and says its number. */
    public static final class ParentMain {
        private ParentMain() {}

        public static void main(String[] command) {
            RpcProcess<Ask> child = RpcProcess.builder(Ask.class, command)
                    .config(RpcConfig.load().with("nearcall.limits.connect", "60s"))
                    .grace(Duration.ofSeconds(1))
                    .start();
            new Thread(() -> child.service().ask("block")).start();
            child.service().ask("linger");
            System.out.println("started " + child.service().ask("start"));
            System.out.println("child " + child.service().ask("pid"));
            System.out.flush();
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nearcall-") && !name.equals("nearcall-cleanup"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(EndTest::isPipe).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static Set<String> files() {
        File[] left =
                new File(System.getProperty("java.io.tmpdir")).listFiles((dir, name) -> name.startsWith("nearcall"));
        return Arrays.stream(left).map(File::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
