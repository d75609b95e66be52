package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.awaitState;
import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.Status;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.MessageStream;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Streams as the transport carries them, below any marshalling. */
public interface MessageContract extends Contract {
    private static RpcServer serve(Rig rig, Raw service) {
        return rig.start(RpcServer.builder()
                .listen(rig.target())
                .serve(Raw.binding(), service)
                .serve(Ask.class, question -> question));
    }

    private static Raw connect(Rig rig, Raw service) {
        return rig.connect(serve(rig, service)).service(Raw.binding());
    }

    private static MessageStream open(Raw raw, Kind kind, Probe probe) {
        try (OutboundCall call = raw.call(kind)) {
            return call.open(probe);
        }
    }

    /** Sends as a user's code does that has a thread for it. */
    private static void send(MessageStream stream, Probe probe, long from, long to, int bytes) {
        for (long number = from; number < to; number++) {
            stream.await(() -> stream.isReady() || probe.isEnded(), Outcomes.patience());
            if (probe.isEnded()) {
                return;
            }
            Probe.write(stream.next(), number, bytes);
            stream.send();
        }
    }

    private static void sendAll(InboundCall call, int count, int bytes) {
        Probe probe = new Probe();
        MessageStream stream = call.open(probe);
        send(stream, probe, 0, count, bytes);
        call.complete();
    }

    private static void checkClean(Probe... probes) {
        for (Probe probe : probes) {
            assertEquals(List.of(), probe.complaints());
        }
    }

    @Test
    default void aServerStreamArrivesInOrder(Rig rig) {
        Metadata before = Metadata.EMPTY.with("before", "b");
        Metadata after = Metadata.EMPTY.with("after", "a");
        Raw raw = connect(rig, call -> {
            WireReader request = call.request();
            assertEquals(8, request.readTag());
            int count = request.readInt32();
            call.headers(before);
            call.trailers(after);
            sendAll(call, count, 50);
        });
        for (int count : new int[] {0, 1, 2, 20_000}) {
            Probe probe = new Probe();
            MessageStream stream;
            try (OutboundCall call = raw.call(Kind.SERVER_STREAM)) {
                call.request().writeInt32(1, count);
                stream = call.open(probe);
            }
            stream.request(Integer.MAX_VALUE);
            probe.awaitEnd(stream);
            assertEquals(count, probe.messages());
            assertNull(probe.failure());
            assertEquals("b", probe.headers().text("before").orElseThrow());
            assertEquals("a", probe.trailers().text("after").orElseThrow());
            checkClean(probe);
        }
    }

    @Test
    default void aClientStreamArrivesInOrder(Rig rig) {
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            MessageStream stream = call.open(served);
            stream.request(Integer.MAX_VALUE);
            stream.await(served::isHalfClosed, Outcomes.patience());
            call.reply().writeInt32(1, served.messages());
            call.trailers(Metadata.EMPTY.with("after", "a"));
            call.complete();
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.CLIENT_STREAM, probe.trusting());
        send(stream, probe, 0, 10_000, 20);
        stream.halfClose();
        assertFalse(
                probe.isEnded() && probe.failure() != null,
                () -> probe.failure().getMessage());
        stream.request(1);
        probe.awaitEnd(stream);
        assertEquals(10_000, served.messages());
        assertEquals(1, probe.messages());
        assertEquals("a", probe.trailers().text("after").orElseThrow());
        checkClean(served);
    }

    @Test
    default void bothWaysAtOnce(Rig rig) {
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            MessageStream stream = call.open(served);
            stream.request(1);
            int answered = 0;
            while (true) {
                int seen = answered;
                stream.await(() -> served.messages() > seen || served.isHalfClosed(), Outcomes.patience());
                if (served.messages() == answered) {
                    break;
                }
                Probe.write(stream.next(), answered++, 10);
                stream.send();
                stream.request(1);
            }
            call.complete();
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.BIDI_STREAM, probe);
        stream.request(Integer.MAX_VALUE);
        for (int i = 0; i < 500; i++) {
            Probe.write(stream.next(), i, 10);
            stream.send();
            probe.awaitMessages(stream, i + 1);
        }
        stream.halfClose();
        probe.awaitEnd(stream);
        assertEquals(500, probe.messages());
        checkClean(probe, served);
    }

    @Test
    default void aUnaryCallMayBeOpenedByItsCallerAndByItsCallee(Rig rig) {
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            WireReader request = call.request();
            assertEquals(8, request.readTag());
            long number = request.readInt64();
            MessageStream stream = call.open(served);
            Probe.write(stream.next(), number, 70_000);
            stream.send();
            call.complete();
        });
        Probe probe = new Probe();
        MessageStream stream;
        try (OutboundCall call = raw.call(Kind.UNARY)) {
            call.request().writeInt64(1, 0);
            stream = call.open(probe);
        }
        stream.request(1);
        probe.awaitEnd(stream);
        assertEquals(1, probe.messages());
        assertTrue(served.isHalfClosed());
        checkClean(probe, served);
        try (OutboundCall call = raw.call(Kind.UNARY)) {
            call.request().writeInt64(1, 0);
            assertEquals(8, call.invoke().readTag());
        }
    }

    @Test
    default void nothingComesUnasked(Rig rig) {
        Raw raw = connect(rig, call -> sendAll(call, 100, 10));
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        for (int i = 0; i < 100; i++) {
            assertEquals(i, probe.messages());
            stream.request(1);
            probe.awaitMessages(stream, i + 1);
        }
        probe.awaitEnd(stream);
        checkClean(probe);
    }

    @Test
    default void aSenderIsToldToWaitWhenItsReceiverDoes(Rig rig) {
        AtomicReference<MessageStream> sender = new AtomicReference<>();
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            MessageStream stream = call.open(served);
            int sent = 0;
            while (stream.isReady()) {
                Probe.write(stream.next(), sent++, 1_000);
                stream.send();
            }
            sender.set(stream);
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        awaitState(() -> sender.get() != null, "a sender that is not ready");
        assertEquals(0, probe.messages());
        stream.request(Integer.MAX_VALUE);
        awaitState(() -> served.readies() == 1, "room again");
        assertTrue(sender.get().isReady());
        awaitState(() -> probe.messages() > 20, "those that were on their way");
        assertTrue(probe.messages() < 2_000, probe.messages() + " messages were on their way");
        stream.cancel(Status.OK);
        checkClean(probe, served);
    }

    @Test
    default void whoSendsWithoutAskingIsBounded(Rig rig) {
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            MessageStream stream = call.open(served);
            for (int i = 0; i < 20_000 && !served.isEnded(); i++) {
                Probe.write(stream.next(), i, 1_000);
                stream.send();
            }
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        awaitState(served::isEnded, "the end at the sender's");
        checkNames(
                check(StatusCode.RESOURCE_EXHAUSTED, served.failure()), "ServerStream", "isReady()", "4194304 bytes");
        stream.request(Integer.MAX_VALUE);
        probe.awaitEnd(stream);
        check(StatusCode.RESOURCE_EXHAUSTED, probe.failure());
        checkClean(probe, served);
    }

    @Test
    default void largeMessagesTravelWholeAndInOrder(Rig rig) {
        Raw raw = connect(rig, call -> sendAll(call, 12, (4 << 20) - 100));
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        for (int i = 0; i < 12; i++) {
            stream.request(1);
            probe.awaitMessages(stream, i + 1);
        }
        probe.awaitEnd(stream);
        assertNull(probe.failure());
        checkClean(probe);
    }

    @Test
    default void emptyMessagesCount(Rig rig) {
        Raw raw = connect(rig, call -> {
            Probe served = new Probe();
            MessageStream stream = call.open(served);
            for (int i = 0; i < 10_000; i++) {
                stream.await(stream::isReady, Outcomes.patience());
                stream.next();
                stream.send();
            }
            call.complete();
        });
        AtomicBoolean ended = new AtomicBoolean();
        int[] count = new int[1];
        MessageStream stream;
        try (OutboundCall call = raw.call(Kind.SERVER_STREAM)) {
            stream = call.open(new Counting(count, ended));
        }
        stream.request(Integer.MAX_VALUE);
        stream.await(ended::get, Outcomes.patience());
        assertEquals(10_000, count[0]);
    }

    @Test
    default void aCallersCancelEndsBothSides(Rig rig) {
        Probe served = new Probe();
        AtomicReference<InboundCall> serving = new AtomicReference<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Raw raw = connect(rig, call -> {
            call.onCancel(() -> cancelled.set(true));
            MessageStream stream = call.open(served);
            stream.request(5);
            serving.set(call);
            send(stream, served, 0, Long.MAX_VALUE, 100);
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.BIDI_STREAM, probe);
        stream.request(10);
        probe.awaitMessages(stream, 10);
        stream.cancel(new Status(StatusCode.CANCELLED, "enough"));
        awaitState(probe::isEnded, "the end at the caller's"); // perhaps by a thread that still delivers
        assertEquals("enough", check(StatusCode.CANCELLED, probe.failure()));
        awaitState(() -> served.isEnded() && cancelled.get(), "the cancel at the callee's");
        check(StatusCode.CANCELLED, served.failure());
        assertTrue(serving.get().isCancelled());
        Probe.write(stream.next(), 0, 0);
        stream.send();
        stream.halfClose();
        serving.get().complete();
        checkClean(probe, served);
    }

    @Test
    default void aCalleesCancelEndsBothSides(Rig rig) {
        Probe served = new Probe();
        Raw raw = connect(rig, call -> {
            MessageStream stream = call.open(served);
            stream.request(1);
            stream.await(() -> served.messages() == 1, Outcomes.patience());
            stream.cancel(new Status(StatusCode.ABORTED, "no more"));
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.BIDI_STREAM, probe);
        stream.request(1);
        Probe.write(stream.next(), 0, 0);
        stream.send();
        probe.awaitEnd(stream);
        assertEquals("no more", check(StatusCode.ABORTED, probe.failure()));
        awaitState(served::isEnded, "the end at the callee's");
        check(StatusCode.ABORTED, served.failure());
        send(stream, probe, 1, 1_000, 1_000);
        checkClean(probe, served);
    }

    @Test
    default void aFailureComesAfterTheMessages(Rig rig) {
        Raw raw = connect(rig, call -> {
            Probe served = new Probe();
            MessageStream stream = call.open(served);
            for (int i = 0; i < 3_000; i++) { // more than fits the window
                Probe.write(stream.next(), i, 100);
                stream.send();
            }
            call.fail(new RpcException(
                    StatusCode.DATA_LOSS, "page 7", Delivery.EXECUTED, Metadata.EMPTY.with("page", "7"), null));
        });
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        stream.request(Integer.MAX_VALUE);
        probe.awaitEnd(stream);
        assertEquals(3_000, probe.messages());
        assertEquals("page 7", check(StatusCode.DATA_LOSS, Delivery.EXECUTED, probe.failure()));
        assertEquals("7", probe.failure().trailers().text("page").orElseThrow());
        checkClean(probe);
    }

    @Test
    default void theDeadlineBoundsTheWholeStream(Rig rig) {
        Probe served = new Probe();
        Raw raw = rig.connect(serve(rig, call -> {
                    MessageStream stream = call.open(served);
                    Probe.write(stream.next(), 0, 10);
                    stream.send();
                }))
                .with(Rig.within(300))
                .service(Raw.binding());
        Probe probe = new Probe();
        long start = System.nanoTime();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        stream.request(100);
        probe.awaitEnd(stream);
        assertTrue(Outcomes.millisSince(start) >= 300);
        assertEquals(1, probe.messages());
        checkNames(check(StatusCode.DEADLINE_EXCEEDED, probe.failure()), "ServerStream", "PT0.3S");
        awaitState(served::isEnded, "the cancel at the callee's");
        check(StatusCode.CANCELLED, served.failure());
        checkClean(probe, served);
    }

    @Test
    default void theEndOfTheConnectionEndsBothSides(Rig rig) {
        Probe served = new Probe();
        RpcServer server = serve(rig, call -> call.open(served).request(1));
        RpcClient client = rig.connect(server);
        Probe probe = new Probe();
        MessageStream stream = open(client.service(Raw.binding()), Kind.BIDI_STREAM, probe);
        stream.request(1);
        Probe.write(stream.next(), 0, 0);
        stream.send();
        awaitState(() -> served.messages() == 1, "the first message");
        client.close();
        probe.awaitEnd(stream);
        check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, probe.failure());
        awaitState(served::isEnded, "the end at the callee's");
        StatusCode code = served.failure().code();
        assertTrue(
                code == StatusCode.UNAVAILABLE
                        || code == StatusCode.CANCELLED && !capabilities().contains(Capability.END_OF_CONNECTION),
                served.failure().toString());
        checkClean(probe, served);
    }

    @Test
    default void anotherKindIsRefused(Rig rig) {
        AtomicBoolean ran = new AtomicBoolean();
        RpcClient client = rig.connect(serve(rig, call -> ran.set(true)));
        Raw raw = client.service(Raw.wrongBinding());
        for (Kind kind : List.of(Kind.UNARY, Kind.SERVER_STREAM, Kind.CLIENT_STREAM, Kind.BIDI_STREAM)) {
            Probe probe = new Probe();
            RpcException refusal = null;
            try {
                MessageStream stream = open(raw, kind, probe);
                stream.request(1);
                probe.awaitEnd(stream);
                refusal = probe.failure();
            } catch (RpcException e) {
                refusal = e;
            }
            checkNames(check(StatusCode.UNIMPLEMENTED, Delivery.NOT_EXECUTED, refusal), "another kind", "Raw/");
        }
        assertFalse(ran.get());
        assertEquals("?", client.service(Ask.class).ask("?"));
    }

    @Test
    default void stoppedReceiversHoldUpNobody(Rig rig) {
        RpcClient client = rig.connect(serve(rig, call -> {
            Probe served = new Probe();
            MessageStream stream = call.open(served);
            while (stream.isReady()) {
                Probe.write(stream.next(), 0, 10_000);
                stream.send();
            }
            stream.execute(() -> {
                send(stream, served, 0, 1_000, 10_000);
                call.complete();
            });
        }));
        Raw raw = client.service(Raw.binding());
        List<MessageStream> stopped = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stopped.add(open(raw, Kind.SERVER_STREAM, new Probe()));
        }
        Ask ask = client.service(Ask.class);
        double[] millis = new double[300];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            assertEquals("x", ask.ask("x"));
            millis[i] = Outcomes.millisSince(start);
        }
        java.util.Arrays.sort(millis);
        Figures.print(this, "calls beside 100 stopped streams", millis);
        Probe probe = new Probe().trusting();
        MessageStream running = open(raw, Kind.SERVER_STREAM, probe);
        running.request(Integer.MAX_VALUE);
        running.await(() -> probe.messages() > 900, Outcomes.patience());
        assertTrue(probe.messages() > 900);
        stopped.forEach(stream -> stream.cancel(Status.OK));
        running.cancel(Status.OK);
    }

    @Test
    default void manyStreamsOfAllSizesShareTheConnection(Rig rig) {
        Raw raw = connect(rig, call -> {
            Probe served = new Probe();
            MessageStream stream = call.open(served);
            stream.request(Integer.MAX_VALUE);
            int[] sizes = {0, 1, 100, 40_000, 300_000};
            for (int i = 0; i < 60; i++) {
                stream.await(() -> stream.isReady() || served.isEnded(), Outcomes.patience());
                Probe.write(stream.next(), i, sizes[i % sizes.length]);
                stream.send();
            }
            stream.await(served::isHalfClosed, Outcomes.patience());
            assertEquals(60, served.messages());
            assertEquals(List.of(), served.complaints());
            call.complete();
        });
        List<Probe> probes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Probe probe = new Probe();
            probes.add(probe);
            Thread thread = new Thread(() -> {
                MessageStream stream = open(raw, Kind.BIDI_STREAM, probe);
                stream.request(Integer.MAX_VALUE);
                for (int n = 0; n < 60; n++) {
                    send(stream, probe, n, n + 1, n % 3 * 20_000);
                }
                stream.halfClose();
                probe.awaitEnd(stream);
            });
            threads.add(thread);
            thread.start();
        }
        threads.forEach(thread -> awaitState(() -> !thread.isAlive(), "a stream's end"));
        for (Probe probe : probes) {
            assertNull(probe.failure(), () -> probe.failure().getMessage());
            assertEquals(60, probe.messages());
        }
        checkClean(probes.toArray(Probe[]::new));
    }

    @Test
    default void aDrainingServerFinishesItsStreams(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = serve(rig, call -> {
            Probe served = new Probe();
            MessageStream stream = call.open(served);
            send(stream, served, 0, 10, 10);
            gate.pass();
            send(stream, served, 10, 2_000, 100);
            call.complete();
        });
        Raw raw = rig.connect(server).service(Raw.binding());
        Probe probe = new Probe();
        MessageStream stream = open(raw, Kind.SERVER_STREAM, probe);
        stream.request(Integer.MAX_VALUE);
        gate.awaitEntered(1);
        Thread closing = new Thread(server::close);
        closing.start();
        gate.open();
        probe.awaitEnd(stream);
        assertNull(probe.failure(), () -> probe.failure().getMessage());
        assertEquals(2_000, probe.messages());
        awaitState(() -> !closing.isAlive(), "the server's end");
        assertEquals(
                StatusCode.UNAVAILABLE,
                failure(() -> open(raw, Kind.SERVER_STREAM, new Probe())).code());
        checkClean(probe);
    }

    /** Counts messages that have no number. */
    final class Counting implements io.nearcall.transport.MessageSink {
        private final int[] count;
        private final AtomicBoolean ended;

        private Counting(int[] count, AtomicBoolean ended) {
            this.count = count;
            this.ended = ended;
        }

        @Override
        public void onHeaders(Metadata metadata) {}

        @Override
        public void onMessage(WireReader message) {
            count[0] += message.hasMore() ? 0 : 1;
        }

        @Override
        public void onReady() {}

        @Override
        public void onHalfClose() {}

        @Override
        public void onComplete(Metadata trailers) {
            ended.set(true);
        }

        @Override
        public void onFail(RpcException failure) {
            ended.set(true);
        }
    }
}
