package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Executors: which threads run handlers, virtual ones among them. */
public interface ExecutorContract extends Contract {
    /** Says where it runs. */
    final class Here implements Where {
        final BlockingQueue<String> oneWays = new LinkedBlockingQueue<>();

        @Override
        public String inline() {
            return Thread.currentThread().getName();
        }

        @Override
        public String blocking() {
            return Thread.currentThread().getName();
        }

        @Override
        public CompletableFuture<String> later() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

        @Override
        public Stream<String> stream() {
            return Stream.of(Thread.currentThread().getName());
        }

        @Override
        public void oneWay() {
            oneWays.add(Thread.currentThread().getName());
        }
    }

    @Test
    default void aGivenExecutorRunsTheHandlersOfEveryKind(Rig rig) {
        Here here = new Here();
        ExecutorService given = Executors.newSingleThreadExecutor(work -> new Thread(work, "given"));
        rig.own(given::shutdown);
        Where where = rig.connect(rig.start(RpcServer.builder()
                        .listen(target())
                        .serve(Where.class, here)
                        .executor(given)))
                .service(Where.class);
        assertEquals("given", where.blocking());
        assertEquals("given", reply(where.later()));
        assertEquals(List.of("given"), where.stream().toList());
        where.oneWay();
        assertEquals("given", Outcomes.next(here.oneWays));
    }

    @Test
    default void anInlineHandlerRunsWhereItsCallIsRead(Rig rig) {
        ExecutorService given = Executors.newSingleThreadExecutor(work -> new Thread(work, "given"));
        rig.own(given::shutdown);
        Gate gate = rig.gate();
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> gate.pass())
                .listen(target())
                .serve(Where.class, new Here())
                .executor(given)));
        CompletableFuture<String> held = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        for (int i = 0; i < 100; i++) { // while the executor has no thread
            assertFalse(client.service(Where.class).inline().equals("given"));
        }
        gate.open();
        reply(held);
    }

    @Test
    default void aFullExecutorRefusesAndDoesNotRunHandlersElsewhere(Rig rig) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        rig.own(one::shutdown);
        Gate gate = rig.gate();
        RpcClient client = rig.connect(
                rig.start(Rig.builder(question -> gate.pass()).listen(target()).executor(one)));
        CompletableFuture<String> held = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        check(
                StatusCode.RESOURCE_EXHAUSTED,
                Delivery.NOT_EXECUTED,
                Outcomes.failure(() -> client.service(Ask.class).ask("?")));
        gate.open();
        reply(held);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with JDK 21")
    default void aThousandVirtualThreadsCallHandlersOnVirtualThreads(Rig rig, @TempDir Path directory)
            throws Exception {
        ExecutorService handlers = virtualThreads();
        ExecutorService callers = virtualThreads();
        rig.own(handlers::shutdown);
        rig.own(callers::shutdown);
        AtomicInteger ran = new AtomicInteger();
        RpcClient client = rig.connect(rig.start(Rig.builder(question -> {
                    LockSupport.parkNanos(1_000_000);
                    ran.incrementAndGet();
                    return question + Thread.currentThread().getClass().getSimpleName();
                })
                .listen(target())
                .executor(handlers)));
        callBy(callers, client, 10); // loads classes, which does pin
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withStackTrace().withThreshold(Duration.ZERO);
            recording.start();
            callBy(callers, client, 1_000);
            recording.stop();
            Path file = directory.resolve("pinned.jfr");
            recording.dump(file);
            List<String> pins = RecordingFile.readAllEvents(file).stream()
                    .map(RecordedEvent::toString)
                    .filter(event -> event.contains("io.nearcall"))
                    .toList();
            assertTrue(pins.isEmpty(), () -> pins.size() + " times a thread was pinned: " + pins.get(0));
        }
        assertEquals(1_010 * 5, ran.get());
    }

    private static void callBy(ExecutorService callers, RpcClient client, int count) {
        Ask ask = client.service(Ask.class);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String question = "caller " + i + " ";
            all.add(CompletableFuture.runAsync(
                    () -> {
                        for (int call = 0; call < 5; call++) {
                            assertEquals(question + "VirtualThread", ask.ask(question));
                        }
                    },
                    callers));
        }
        all.forEach(Outcomes::reply);
    }

    /** By its name, as this is compiled for JDK 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("newVirtualThreadPerTaskExecutor", e);
        }
    }
}
