package io.nearcall.mq;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Outcomes;
import io.nearcall.tck.PeerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are left in a queue of the kernel's. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MqTest {
    private static final String NAME =
            "/nearcall-test-" + ProcessHandle.current().pid();
    private static final String TARGET = "mq:" + NAME;

    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @BeforeAll
    static void needsMessageQueues() throws IOException {
        try {
            Queue.open(NAME, Posix.O_RDONLY, 1, 1).close();
            Queue.remove(NAME);
        } catch (IOException | LinkageError e) {
            if (System.getenv("STRICT_TESTS") != null) {
                fail("needs POSIX message queues", e);
            }
            Assumptions.abort("needs POSIX message queues: " + e.getMessage());
        }
    }

    @AfterEach
    void removeQueue() throws IOException {
        Queue.remove(NAME);
    }

    private record Handler(Consumer<String> jobs) implements Jobs {
        @Override
        public void run(String job) {
            jobs.accept(job);
        }

        @Override
        public void hurry(String job) {
            jobs.accept(job);
        }
    }

    private RpcServer serve() {
        return RpcServer.serve(TARGET, Jobs.class, new Handler(ran::add));
    }

    private void checkRan(String... jobs) {
        Outcomes.awaitState(() -> ran.size() >= jobs.length, "the jobs " + List.of(jobs));
        assertEquals(List.of(jobs), List.copyOf(ran));
    }

    private static Jobs jobs(RpcClient client) {
        return client.service(Jobs.class);
    }

    private static PeerProcess peer(String... arguments) {
        return PeerProcess.start(List.of(), List.of("-XX:TieredStopAtLevel=1"), MqMain.class, arguments);
    }

    // ---- what a queue is good for

    @Test
    void aQueueKeepsCallsWhileNobodyListensAndTheUrgentOvertake() {
        try (RpcClient client = RpcClient.connect(TARGET)) {
            jobs(client).run("a");
            jobs(client).run("b");
            jobs(client).hurry("c");
        }
        try (RpcServer server = serve()) {
            assertEquals(TARGET, server.endpoints().get(0).toString());
            checkRan("c", "a", "b");
        }
    }

    @Test
    void callsOutliveTheProcessThatMadeThemAndTheOneThatWasToServeThem() {
        try (PeerProcess sender = peer("send", TARGET, "first", "stuck", "last")) {
            sender.expect("sent");
            assertEquals(0, sender.awaitExit());
        }
        try (PeerProcess server = peer("serve", TARGET)) {
            server.expect("ran first");
            server.expect("ran stuck");
            server.killAndWait();
        }
        try (RpcServer server = serve()) {
            checkRan("last");
            assertFalse(server.endpoints().isEmpty());
        }
    }

    @Test
    void whatCannotBeDoneYetStaysWithTheKernelWhereItCanBeOvertaken() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        try (RpcServer server = RpcServer.serve(TARGET, Jobs.class, new Handler(job -> {
                    ran.add(job);
                    entered.countDown();
                    Outcomes.await(open, "the gate");
                }));
                RpcClient client = RpcClient.connect(TARGET)) {
            jobs(client).run("1");
            Outcomes.await(entered, "the first");
            jobs(client).run("2");
            jobs(client).hurry("3");
            open.countDown();
            checkRan("1", "3", "2");
            assertFalse(server.endpoints().isEmpty());
        }
    }

    @Test
    void aServerThatIsClosedLeavesTheRest() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        try (RpcClient client = RpcClient.connect(TARGET)) {
            RpcServer first = RpcServer.serve(TARGET, Jobs.class, new Handler(job -> {
                ran.add(job);
                entered.countDown();
                Outcomes.await(open, "the gate");
            }));
            jobs(client).run("1");
            jobs(client).run("2");
            Outcomes.await(entered, "the first");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
            assertThrows(
                    TimeoutException.class,
                    () -> closing.get(300, TimeUnit.MILLISECONDS),
                    "it waits for the call in flight");
            open.countDown();
            Outcomes.reply(closing);
            checkRan("1");
        }
        try (RpcServer second = serve()) {
            checkRan("1", "2");
            assertFalse(second.endpoints().isEmpty());
        }
    }

    @Test
    void metadataTravelsAndAnExecutorKeepsTheOrder() {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        Metadata metadata = Metadata.EMPTY.with("who", "me").with("raw-bin", new byte[] {-1, 0});
        try (RpcServer server = RpcServer.builder()
                        .listen(TARGET)
                        .executor(executor)
                        .serve(
                                Jobs.class,
                                new Handler(job -> ran.add(job
                                        + CallContext.current()
                                                .metadata()
                                                .text("who")
                                                .orElse("?")
                                        + CallContext.current()
                                                .metadata()
                                                .bytes("raw-bin")
                                                .orElseThrow()
                                                .length)))
                        .start();
                RpcClient client = RpcClient.connect(TARGET)) {
            Jobs jobs = jobs(client.with(CallOptions.DEFAULT.withMetadata(metadata)));
            for (int i = 0; i < 100; i++) {
                jobs.run(i + " ");
            }
            checkRan(IntStream.range(0, 100).mapToObj(i -> i + " me2").toArray(String[]::new));
            assertFalse(server.endpoints().isEmpty());
        } finally {
            executor.shutdown();
        }
    }

    // ---- full

    @Test
    void aFullQueueFailsAtOnceWhereThatIsAskedFor() {
        try (RpcClient client = RpcClient.connect(TARGET + "?mq.messages=2&mq.full=fail")) {
            jobs(client).run("1");
            jobs(client).run("2");
            String why = check(
                    StatusCode.RESOURCE_EXHAUSTED,
                    Delivery.NOT_EXECUTED,
                    failure(() -> jobs(client).run("3")));
            assertTrue(why.contains("full"), why);
        }
        try (RpcServer server = serve()) {
            checkRan("1", "2");
            assertFalse(server.endpoints().isEmpty());
        }
    }

    @Test
    void aCallWaitsForRoomUntilItsDeadline() {
        try (RpcClient client = RpcClient.connect(TARGET + "?mq.messages=1")) {
            jobs(client).run("1");
            Jobs hasty = jobs(client.with(CallOptions.DEFAULT.withTimeout(Duration.ofMillis(300))));
            long start = System.nanoTime();
            check(StatusCode.RESOURCE_EXHAUSTED, Delivery.NOT_EXECUTED, failure(() -> hasty.run("never")));
            assertTrue(System.nanoTime() - start >= 300_000_000, "too early");
            CompletableFuture<Void> patient =
                    CompletableFuture.runAsync(() -> jobs(client).run("2"), Outcomes.THREAD);
            try (RpcServer server = serve()) {
                Outcomes.reply(patient);
                checkRan("1", "2");
                assertFalse(server.endpoints().isEmpty());
            }
        }
    }

    @Test
    void anInterruptAndTheEndOfTheClientEndAWait() throws InterruptedException {
        RpcClient client = RpcClient.connect(TARGET + "?mq.messages=1");
        jobs(client).run("1");
        BlockingQueue<RpcException> failures = new LinkedBlockingQueue<>();
        Thread interrupted =
                new Thread(() -> failures.add(failure(() -> jobs(client).run("2"))), "test-interrupted");
        interrupted.start();
        interrupted.interrupt();
        RpcException first = failures.poll(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS);
        check(StatusCode.CANCELLED, Delivery.NOT_EXECUTED, first);
        Thread closed = new Thread(() -> failures.add(failure(() -> jobs(client).run("3"))), "test-closed");
        closed.start();
        Outcomes.awaitState(
                () -> Stream.of(closed.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitRoom")),
                "the wait");
        client.close();
        RpcException second = failures.poll(Outcomes.PATIENCE_SECONDS, TimeUnit.SECONDS);
        check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, second);
    }

    // ---- what does not go

    @Test
    void aCallLargerThanTheQueueTakesFailsClearly() {
        try (RpcClient client = RpcClient.connect(TARGET + "?mq.message-size=256")) {
            String why = check(
                    StatusCode.RESOURCE_EXHAUSTED,
                    Delivery.NOT_EXECUTED,
                    failure(() -> jobs(client).run("x".repeat(300))));
            assertTrue(why.contains("takes 256") && why.contains("nearcall.mq.message-size"), why);
            jobs(client).run("x".repeat(100));
        }
    }

    @Test
    void anInterfaceWithRepliesIsRefusedWhenItsStubIsMade() {
        try (RpcClient client = RpcClient.connect(TARGET)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> client.service(Ask.class));
            assertTrue(refused.getMessage().contains("carries one-way calls only"), refused.getMessage());
            jobs(client).run("x");
        }
    }

    @Test
    void aNameOrASizeThatMakesNoSenseIsRefusedWithTheCure() {
        for (String name : List.of("jobs", "/a/b")) {
            RpcException refused = failure(() -> RpcClient.connect("mq:" + name));
            assertEquals(StatusCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.getMessage().contains("write mq:/jobs"), refused.getMessage());
        }
        String why = failure(() -> RpcClient.connect(TARGET + "?mq.message-size=1GiB"))
                .getMessage();
        assertTrue(why.contains("msgsize_max"), why);
    }

    @Test
    void whatIsNoCallIsDroppedAndCounted() throws IOException {
        try (RpcServer server = serve();
                RpcClient client = RpcClient.connect(TARGET);
                Queue raw = Queue.open(NAME, Posix.O_WRONLY, 1, 1)) {
            assertTrue(raw.offer("nonsense".getBytes(StandardCharsets.UTF_8), 0));
            assertTrue(raw.offer(new byte[0], 0));
            assertTrue(raw.offer(new Letter("no.Such/Method", Metadata.EMPTY, new byte[0]).toBytes(), 0));
            assertTrue(raw.offer(new Letter("grpc.health.v1.Health/Check", Metadata.EMPTY, new byte[0]).toBytes(), 0));
            jobs(client).run("x");
            checkRan("x");
            assertEquals(4, server.counters().get("messages refused"));
        }
    }

    @Test
    void aHandlerThatFailsIsCountedAndTheNextCallRuns() {
        try (RpcServer server = RpcServer.serve(TARGET, Jobs.class, new Handler(job -> {
                    ran.add(job);
                    throw new IllegalStateException(job);
                }));
                RpcClient client = RpcClient.connect(TARGET)) {
            jobs(client).run("1");
            jobs(client).run("2");
            checkRan("1", "2");
            Outcomes.awaitState(
                    () -> Long.valueOf(2).equals(server.counters().get("one-way calls failed")), "both counted");
        }
    }

    @Test
    void aQueueThatOthersCanReachIsRefused() throws IOException {
        try (Queue queue = Queue.open(NAME, Posix.O_RDONLY, 1, 8)) {
            Path opened = descriptor();
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rw-rw-rw-"));
            String why = failure(() -> RpcClient.connect(TARGET)).getMessage();
            assertTrue(why.contains("rw-rw-rw-"), why);
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rw-------"));
            try {
                Files.setAttribute(opened, "unix:uid", 65_534);
            } catch (IOException notRoot) {
                Assumptions.abort("only root gives a queue away");
            }
            why = failure(() -> RpcClient.connect(TARGET)).getMessage();
            assertTrue(why.contains("belongs to uid 65534"), why);
            assertEquals(8, queue.messageSize());
        }
    }

    /** Of the only queue that this process has open. */
    private static Path descriptor() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(Files::isSymbolicLink)
                    .filter(MqTest::isQueue)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isQueue(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(NAME);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
