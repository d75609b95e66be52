package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** References: remote objects that travel, are called from the other side, and are let go of. */
@Needs(Capability.CALL_BACKS)
public interface ReferenceContract extends Contract {
    /** A name of {@code counters()}. */
    String HELD = "references held by peers";

    /** Makes tickets, and climbs. */
    class Office implements Hub {
        private final Map<Integer, WeakReference<Ticket>> tickets = new ConcurrentHashMap<>();
        private volatile Ear ear;

        Office() {}

        private record Paper(int number) implements Ticket {
            @Override
            public void close() {}

            @Override
            public void punch() {}
        }

        private boolean isHeld(int number) {
            return tickets.get(number).get() != null;
        }

        @Override
        public String tell(Ear listener, String text) {
            return listener.hear(text);
        }

        @Override
        public void keep(Ear listener) {
            ear = listener;
        }

        @Override
        public CompletableFuture<Void> keepLater(Ear listener) {
            keep(listener);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void leave(Ear listener) {
            keep(listener);
        }

        @Override
        public Stream<String> hearings(Ear listener) {
            return IntStream.iterate(0, number -> number + 1).mapToObj(number -> listener.hear("" + number));
        }

        @Override
        public Ear kept() {
            return ear;
        }

        @Override
        public Ticket ticket(int number) {
            Paper paper = new Paper(number);
            tickets.put(number, new WeakReference<>(paper));
            return paper;
        }

        @Override
        public CompletableFuture<Ticket> ticketLater(int number) {
            return CompletableFuture.completedFuture(ticket(number));
        }

        @Override
        public Stream<Ticket> tickets() {
            return IntStream.iterate(0, number -> number + 1).mapToObj(this::ticket);
        }

        @Override
        public String tellFirst(Stream<Ear> ears) {
            return ears.findFirst().orElseThrow().hear("first");
        }

        @Override
        public int count(List<Ear> ears) {
            return ears.size();
        }

        @Override
        public Ladder ladder() {
            return new Rung();
        }
    }

    /** Calls to its tickets wait at a gate. */
    final class SlowOffice extends Office {
        private final Gate gate;
        private final AtomicInteger punched = new AtomicInteger();

        private SlowOffice(Gate gate) {
            this.gate = gate;
        }

        @Override
        public Ticket ticket(int number) {
            return new Ticket() {
                @Override
                public int number() {
                    gate.pass();
                    return number;
                }

                @Override
                public void punch() {
                    gate.pass();
                    punched.incrementAndGet();
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Climbs by calling the other. */
    final class Rung implements Hub.Ladder {
        private Rung() {}

        @Override
        public int climb(Hub.Ladder other, int rungs) {
            return rungs == 0 ? 0 : 1 + other.climb(this, rungs - 1);
        }
    }

    private static void collect(Office office, int number) {
        awaitState(
                () -> {
                    System.gc();
                    return !office.isHeld(number);
                },
                "the collection of ticket " + number);
    }

    @Test
    default void anArgumentIsCalledFromTheOtherSide(Rig rig) {
        Hub hub = rig.connect(rig.serve(Hub.class, new Office())).service(Hub.class);
        Hub.Ear ear = text -> "heard " + text;
        for (int i = 0; i < 100; i++) {
            assertEquals("heard " + i, hub.tell(ear, "" + i));
        }
        hub.keep(ear);
        assertSame(ear, hub.kept());
    }

    @Test
    default void aReferenceMayBeUsedAfterItsCall(Rig rig) {
        Office office = new Office();
        Hub hub = rig.connect(rig.serve(Hub.class, office)).service(Hub.class);
        hub.keep(text -> "heard " + text);
        assertEquals("heard later", office.ear.hear("later"));
        assertEquals(7, hub.ticket(7).number());
    }

    @Test
    default void interceptorsOfBothSidesSeeCallsByReference(Rig rig) {
        InterceptorContract.Diary atServer = new InterceptorContract.Diary("server");
        InterceptorContract.Diary atClient = new InterceptorContract.Diary("client");
        RpcServer server = rig.start(Rig.builder(question -> question)
                .serve(Hub.class, new Office())
                .intercept(atServer)
                .listen(rig.target()));
        Hub hub = rig.own(RpcClient.builder(Rig.targetOf(server))
                        .intercept(atClient)
                        .connect())
                .service(Hub.class);
        Hub.Ticket ticket = hub.ticket(7);
        atServer.await("server begins Hub/Ticket", "server ends Hub/Ticket OK");
        atClient.await("client begins Hub/Ticket", "client ends Hub/Ticket OK");
        assertEquals(7, ticket.number());
        atServer.await("server begins Ticket/Number", "server ends Ticket/Number OK");
        atClient.await("client begins Ticket/Number", "client ends Ticket/Number OK");
    }

    @Test
    default void whatACallBackThrowsComesBack(Rig rig) {
        Hub hub = rig.connect(rig.serve(Hub.class, new Office())).service(Hub.class);
        Hub.Ear deaf = text -> {
            throw new IllegalArgumentException("deaf to " + text);
        };
        checkNames(
                check(StatusCode.INVALID_ARGUMENT, Delivery.EXECUTED, failure(() -> hub.tell(deaf, "it"))),
                "deaf to it");
    }

    @Test
    default void aCallBackThatBlocksHoldsUpNobody(Rig rig) {
        Gate gate = rig.gate();
        Hub hub = rig.connect(rig.serve(Hub.class, new Office())).service(Hub.class);
        CompletableFuture<String> told =
                CompletableFuture.supplyAsync(() -> hub.tell(text -> gate.pass(), "it"), Outcomes.THREAD);
        gate.awaitEntered(1);
        for (int i = 0; i < 100; i++) {
            assertEquals("x", hub.tell(text -> text, "x"));
        }
        gate.open();
        assertEquals("passed", Outcomes.reply(told));
    }

    @Test
    default void callBacksNest(Rig rig) {
        Hub hub = rig.connect(rig.serve(Hub.class, new Office())).service(Hub.class);
        Hub.Ladder ladder = hub.ladder();
        assertEquals(99, ladder.climb(new Rung(), 99));
        String message = check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> ladder.climb(new Rung(), 1_000)));
        checkNames(message, "nested 100 deep");
        assertEquals(5, ladder.climb(new Rung(), 5));
    }

    @Test
    default void whatIsCollectedIsReleased(Rig rig) {
        Office office = new Office();
        Hub hub = rig.connect(rig.serve(Hub.class, office)).service(Hub.class);
        Hub.Ticket held = hub.ticket(1);
        assertEquals(2, hub.ticket(2).number());
        collect(office, 2);
        assertEquals(1, held.number());
    }

    @Test
    default void whatIsClosedIsReleased(Rig rig) {
        Office office = new Office();
        Hub hub = rig.connect(rig.serve(Hub.class, office)).service(Hub.class);
        Hub.Ticket ticket = hub.ticket(1);
        ticket.close();
        checkNames(
                check(StatusCode.FAILED_PRECONDITION, Delivery.NOT_EXECUTED, failure(ticket::number)),
                "Ticket/Number",
                "was released");
        collect(office, 1);
    }

    @Test
    default void whatIsReleasedBehindAOneWayCallIsStillCalled(Rig rig) throws InterruptedException {
        SlowOffice office = new SlowOffice(rig.gate());
        RpcServer server = rig.serve(Hub.class, office);
        Hub.Ticket ticket = rig.connect(server).service(Hub.class).ticket(1);
        ticket.punch();
        office.gate.awaitEntered(1);
        ticket.punch(); // waits for its turn
        ticket.close();
        Thread.sleep(100); // in which the news overtakes it, where it can
        office.gate.open();
        awaitState(() -> office.punched.get() == 2, "the second one");
        awaitHeld(server::counters, 0);
    }

    @Test
    default void whatIsInUseIsReleasedBehindItsCall(Rig rig) throws InterruptedException {
        SlowOffice office = new SlowOffice(rig.gate());
        RpcServer server = rig.serve(Hub.class, office);
        Hub.Ticket ticket = rig.connect(server).service(Hub.class).ticket(7);
        CompletableFuture<Integer> number = CompletableFuture.supplyAsync(ticket::number, Outcomes.THREAD);
        office.gate.awaitEntered(1);
        ticket.close();
        Thread.sleep(100); // in which it would be released
        assertEquals(1, server.counters().get(HELD));
        office.gate.open();
        assertEquals(7, Outcomes.reply(number));
        awaitHeld(server::counters, 0);
    }

    @Test
    default void everythingIsReleasedWithItsConnection(Rig rig) {
        Office office = new Office();
        RpcServer server = rig.serve(Hub.class, office);
        RpcClient client = rig.connect(server);
        Hub.Ticket ticket = client.service(Hub.class).ticket(1);
        client.service(Hub.class).keep(text -> text);
        client.close();
        check(StatusCode.UNAVAILABLE, failure(ticket::number));
        collect(office, 1);
        Hub.Ear ear = office.ear;
        awaitState(() -> failure(() -> ear.hear("?")).code() == StatusCode.UNAVAILABLE, "the end of the connection");
    }

    private static void awaitHeld(Supplier<Map<String, Long>> counters, long held) {
        awaitState(() -> counters.get().getOrDefault(HELD, 0L) == held, held + " references held");
    }

    /** Waits until nothing is held any more, but for {@code held}, by what has not been collected yet. */
    private static void awaitCollected(Supplier<Map<String, Long>> counters, long held) {
        awaitState(
                () -> {
                    System.gc();
                    return counters.get().getOrDefault(HELD, 0L) == held;
                },
                "the release of all but " + held);
    }

    @Test
    default void whatIsHeldIsCounted(Rig rig) {
        RpcServer server = rig.serve(Hub.class, new Office());
        RpcClient client = rig.connect(server);
        Hub hub = client.service(Hub.class);
        List<Hub.Ticket> held = new ArrayList<>(List.of(hub.ticket(1), hub.ticket(2)));
        hub.keep(text -> text);
        awaitHeld(server::counters, 2);
        awaitHeld(client::counters, 1);
        held.remove(0).close();
        awaitHeld(server::counters, 1);
        client.close();
        awaitHeld(server::counters, 0);
        awaitHeld(client::counters, 0);
    }

    /** The ways to send a reference that end with a reply. */
    private static List<Consumer<Hub.Ear>> answeredVerbs(Hub hub) {
        return List.of(
                hub::keep,
                ear -> reply(hub.keepLater(ear)),
                ear -> hub.hearings(ear).limit(1).forEach(said -> {}));
    }

    @Test
    default void whatWasNotSentIsReleased(Rig rig) {
        RpcClient client = rig.connect(rig.serve(Hub.class, new Office()));
        Metadata much = Metadata.EMPTY.with("much", "x".repeat(9_000));
        Hub hub = client.with(CallOptions.DEFAULT.withMetadata(much)).service(Hub.class);
        for (Consumer<Hub.Ear> verb : answeredVerbs(hub)) {
            assertThrows(Throwable.class, () -> verb.accept(text -> text));
        }
        check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> hub.leave(text -> text)));
        Hub plain = client.service(Hub.class);
        check(StatusCode.INVALID_ARGUMENT, failure(() -> plain.tell(text -> text, "\ud800")));
        check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> plain.tell(text -> text, "x".repeat(5 << 20))));
        awaitHeld(client::counters, 0);
    }

    @Test
    default void whatExpiresInTheQueueIsReleased(Rig rig) {
        Gate gate = rig.gate();
        Office slow = new Office() {
            @Override
            public void leave(Ear listener) {
                gate.pass();
            }
        };
        RpcServer server = rig.start(RpcServer.builder()
                .serve(Hub.class, slow)
                .config(Rig.config("nearcall.limits.write-queue", "64KiB"))
                .listen(target()));
        RpcClient client = rig.connect(server);
        Hub hub = client.with(Rig.within(50)).service(Hub.class);
        Hub.Ear sent = text -> text;
        check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> {
            while (true) {
                hub.leave(sent);
            }
        }));
        check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> hub.leave(text -> "another")));
        awaitHeld(client::counters, 1);
    }

    @Test
    default void whatAServerRefusesToReadIsReleased(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.start(Rig.builder(question -> gate.pass())
                .serve(Hub.class, new Office())
                .config(Rig.config("nearcall.limits.handlers", "1"))
                .listen(target()));
        CompletableFuture<String> held =
                rig.connect(server).service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        RpcClient client = rig.connect(server);
        Hub hub = client.service(Hub.class);
        for (Consumer<Hub.Ear> verb : answeredVerbs(hub)) {
            assertThrows(Throwable.class, () -> verb.accept(text -> text));
            awaitHeld(client::counters, 0);
        }
        gate.open();
        assertEquals("passed", reply(held));
    }

    @Test
    default void aReplyThatNobodyWaitsForReleasesWhatItRefersTo(Rig rig) {
        CountDownLatch cancelled = new CountDownLatch(1);
        RpcServer server = rig.serve(Hub.class, new Office() {
            @Override
            public Ticket ticket(int number) {
                if (number == 1) {
                    CallContext.current().onCancel(cancelled::countDown);
                    Outcomes.await(cancelled, "the cancel");
                }
                return super.ticket(number);
            }
        });
        RpcClient client = rig.connect(server);
        Hub hub = client.with(Rig.within(100)).service(Hub.class);
        check(StatusCode.DEADLINE_EXCEEDED, failure(() -> hub.ticket(1)));
        assertEquals(2, client.service(Hub.class).ticket(2).number());
        awaitCollected(server::counters, 0);
    }

    @Test
    default void aReplyThatCrossesACancelReleasesWhatItRefersTo(Rig rig) {
        RpcServer server = rig.serve(Hub.class, new Office());
        Hub hub = rig.connect(server).service(Hub.class);
        for (int i = 0; i < 200; i++) {
            hub.ticketLater(i).cancel(true);
        }
        assertEquals(1, hub.ticket(1).number());
        awaitCollected(server::counters, 0);
    }

    @Test
    default void whatIsGivenUpBeforeItIsReadIsReleased(Rig rig) {
        Gate gate = rig.gate();
        ExecutorService one = Executors.newSingleThreadExecutor();
        rig.own(one::shutdownNow);
        RpcServer server = rig.start(Rig.builder(question -> gate.pass())
                .serve(Hub.class, new Office() {
                    @Override
                    public void keep(Ear listener) {
                        // a call may run that is cancelled just then
                    }
                })
                .executor(one)
                .listen(target()));
        RpcClient client = rig.connect(server);
        CompletableFuture<String> held = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        Hub hub = client.with(Rig.within(50)).service(Hub.class);
        for (Consumer<Hub.Ear> verb : answeredVerbs(hub)) {
            assertThrows(Throwable.class, () -> verb.accept(text -> text));
        }
        client.service(Hub.class).keepLater(text -> text).cancel(true);
        gate.open();
        assertEquals("passed", reply(held));
        awaitCollected(client::counters, 0);
    }

    @Test
    default void resultsByReferenceReachTheirCallersWhenManyCall(Rig rig) {
        RpcServer server = rig.serve(Hub.class, new Office());
        Hub hub = rig.connect(server).service(Hub.class);
        int callers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        rig.own(threads::shutdownNow);
        List<CompletableFuture<Void>> all = IntStream.range(0, callers)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                int number = caller * 1_000 + i;
                                try (Hub.Ticket ticket = hub.ticket(number)) {
                                    assertEquals(number, ticket.number());
                                }
                            }
                        },
                        threads))
                .toList();
        all.forEach(Outcomes::reply);
        awaitCollected(server::counters, 0);
    }

    @Test
    default void elementsThatNobodyTakesReleaseWhatTheyReferTo(Rig rig) {
        RpcServer server = rig.serve(Hub.class, new Office());
        RpcClient client = rig.connect(server);
        Hub hub = client.service(Hub.class);
        for (int i = 0; i < 10; i++) {
            try (Stream<Hub.Ticket> tickets = hub.tickets()) {
                assertEquals(0, tickets.iterator().next().number());
            }
            assertEquals(
                    "heard first",
                    hub.tellFirst(Stream.<Hub.Ear>generate(() -> text -> "heard " + text)
                            .limit(100)));
        }
        awaitCollected(server::counters, 0);
        awaitCollected(client::counters, 0);
    }

    @Test
    default void whatAServerCannotReadIsReleasedOnce(Rig rig) {
        Office office = new Office();
        RpcClient client = rig.connect(rig.serve(Hub.class, office));
        OtherHub other = client.service(new Renamed<>(OtherHubBinding.INSTANCE, HubBinding.INSTANCE.name()));
        Hub.Ear ear = text -> "heard " + text;
        for (int i = 0; i < 10; i++) {
            check(StatusCode.INVALID_ARGUMENT, Delivery.NOT_EXECUTED, failure(() -> other.tell(ear, 7)));
            other.keep(ear, text -> "unknown");
        }
        awaitCollected(client::counters, 1);
        assertEquals("heard it", office.ear.hear("it"));
        office.keep(null);
        awaitCollected(client::counters, 0);
    }

    @Test
    default void aMessageHasSoManyReferencesAndNoMore(Rig rig) {
        RpcClient client = rig.connect(rig.serve(Hub.class, new Office()));
        Hub hub = client.service(Hub.class);
        List<Hub.Ear> most = IntStream.range(0, 2_048)
                .<Hub.Ear>mapToObj(number -> text -> text + number)
                .toList();
        assertEquals(2_048, hub.count(most));
        List<Hub.Ear> tooMany = new ArrayList<>(most);
        tooMany.add(text -> text);
        checkNames(
                check(StatusCode.INVALID_ARGUMENT, failure(() -> hub.count(tooMany))), "Hub/Count", "2048", "stream");
        awaitCollected(client::counters, 0);
    }

    @Test
    default void aServerBoundsWhatAClientHolds(Rig rig) {
        RpcServer server = rig.start(RpcServer.builder()
                .listen(target())
                .config(Rig.config("nearcall.limits.references", "10"))
                .serve(Hub.class, new Office()));
        Hub hub = rig.connect(server).service(Hub.class);
        List<Hub.Ticket> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            held.add(hub.ticket(i));
        }
        checkNames(
                check(StatusCode.RESOURCE_EXHAUSTED, failure(() -> hub.ticket(10))),
                "10 references",
                "nearcall.limits.references");
        held.remove(0).close();
        awaitState(
                () -> {
                    try {
                        return held.add(hub.ticket(11));
                    } catch (io.nearcall.RpcException stillFull) {
                        return false;
                    }
                },
                "room for another");
    }
}
