package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls: every shape of value and of method, and who runs what. */
public interface CallContract extends Contract {
    private static Samples samples(Rig rig) {
        return rig.connect(rig.serve(Samples.class, new Mirror())).service(Samples.class);
    }

    @Test
    default void primitivesTravelAtTheirExtremes(Rig rig) {
        Samples samples = samples(rig);
        for (boolean value : new boolean[] {false, true}) {
            assertEquals(value, samples.flag(value));
        }
        for (byte value : new byte[] {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE}) {
            assertEquals(value, samples.int8(value));
        }
        for (short value : new short[] {0, 1, -1, Short.MIN_VALUE, Short.MAX_VALUE}) {
            assertEquals(value, samples.int16(value));
        }
        for (char value : new char[] {0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd800, 0xffff}) {
            assertEquals(value, samples.letter(value));
        }
        for (int value : new int[] {0, 1, -1, 127, 128, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertEquals(value, samples.int32(value));
        }
        for (long value : new long[] {0, 1, -1, 1L << 31, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals(value, samples.int64(value));
        }
    }

    @Test
    default void floatsTravelBitByBit(Rig rig) {
        Samples samples = samples(rig);
        for (float value : new float[] {0f, -0f, 1.5f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.NaN, 1f / 0}) {
            assertEquals(Float.floatToRawIntBits(value), Float.floatToRawIntBits(samples.float32(value)));
        }
        for (double value : new double[] {0, -0.0, 1.5, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, -1.0 / 0}) {
            assertEquals(Double.doubleToRawLongBits(value), Double.doubleToRawLongBits(samples.float64(value)));
        }
    }

    @Test
    default void textOfEveryPlaneTravels(Rig rig) {
        Samples samples = samples(rig);
        for (String text :
                List.of("", "a", "\0", "é", "€uro", "𝄞 clef", "日本語", "a\nb\tc", "x".repeat(5_000), "ß".repeat(300))) {
            assertEquals(text, samples.text(text));
        }
    }

    @Test
    default void nullAbsentAndEmptyStayDifferent(Rig rig) {
        Samples samples = samples(rig);
        Samples.Loose empty = new Samples.Loose(
                "", Optional.of(""), 0, Samples.Colour.RED, new Samples.Point(0, 0), List.of(), Map.of());
        Samples.Loose absent = new Samples.Loose(null, Optional.empty(), null, null, null, List.of(), Map.of());
        assertEquals(empty, samples.loose(empty));
        assertEquals(absent, samples.loose(absent));
        assertEquals(Optional.empty(), samples.maybe(Optional.empty()));
        assertEquals(Optional.of(""), samples.maybe(Optional.of("")));
    }

    @Test
    default void collectionsKeepOrderAndSize(Rig rig) {
        Samples samples = samples(rig);
        List<String> many = java.util.stream.IntStream.range(0, 3_000)
                .mapToObj(i -> "item " + i)
                .toList();
        assertEquals(List.of(), samples.list(List.of()));
        assertEquals(List.of(""), samples.list(List.of("")));
        assertEquals(many, samples.list(many));
        assertEquals(Set.of(-1L, 0L, Long.MAX_VALUE), samples.set(Set.of(-1L, 0L, Long.MAX_VALUE)));
        assertEquals(Map.of("", 0L, "b", -2L), samples.map(Map.of("", 0L, "b", -2L)));
        long[] longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
        assertArrayEquals(longs, samples.longs(longs));
        assertArrayEquals(new long[0], samples.longs(new long[0]));
    }

    @Test
    default void enumsAndFamiliesOfRecordsTravel(Rig rig) {
        Samples samples = samples(rig);
        for (Samples.Colour colour : Samples.Colour.values()) {
            assertSame(colour, samples.colour(colour));
        }
        Samples.Shape circle = new Samples.Shape.Circle(new Samples.Point(-1, 1), 0.5);
        Samples.Shape group = new Samples.Shape.Group(List.of(circle, new Samples.Shape.Group(List.of())));
        assertEquals(circle, samples.shape(circle));
        assertEquals(group, samples.shape(group));
    }

    @Test
    default void recordsNestFiftyDeep(Rig rig) {
        Samples.Tree tree = new Samples.Tree("leaf", List.of());
        for (int depth = 0; depth < 50; depth++) {
            tree = new Samples.Tree("at " + depth, List.of(tree, new Samples.Tree("leaf", List.of())));
        }
        assertEquals(tree, samples(rig).tree(tree));
    }

    @Test
    default void typesOfTheJdkTravel(Rig rig) {
        Samples.Library library = new Samples.Library(
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                Duration.ofNanos(-1),
                LocalDate.of(-44, 3, 15),
                new UUID(Long.MIN_VALUE, 1),
                BigInteger.TWO.pow(200).negate(),
                new BigDecimal("-123.4500"),
                URI.create("https://example.org/a%20b?c#d"),
                ByteBuffer.wrap(new byte[] {0, -1, 127}));
        assertEquals(library, samples(rig).library(library));
    }

    @Test
    default void methodsOfEveryShapeAreCalled(Rig rig) {
        Mirror mirror = new Mirror();
        Samples samples = rig.connect(rig.serve(Samples.class, mirror)).service(Samples.class);
        samples.nothing();
        reply(samples.nothingLater());
        assertEquals(2, mirror.nothings.get());
        assertEquals(
                "-1 two true Point[x=4, y=5] [6, 7]",
                samples.several(-1, "two", true, new Samples.Point(4, 5), List.of(6, 7)));
        assertEquals(new Samples.Point(1, 2), reply(samples.pointLater(new Samples.Point(1, 2))));
        assertEquals(List.of("a"), reply(samples.listLater(List.of("a"))));
    }

    @Test
    default void aDefaultMethodStaysLocal(Rig rig) {
        assertEquals(Thread.currentThread().getId() + " here", samples(rig).local("here"));
    }

    @Test
    default void aServerServesSeveralServices(Rig rig) {
        RpcServer server = rig.start(Rig.builder(question -> "re: " + question)
                .serve(Samples.class, new Mirror())
                .listen(rig.target()));
        RpcClient client = rig.connect(server);
        assertEquals("re: a", client.service(Ask.class).ask("a"));
        assertEquals("b", client.service(Samples.class).text("b"));
        assertEquals(3, client.service(Carry.class).echo(new byte[3]).length);
    }

    @Test
    default void metadataTravelsBesideACall(Rig rig) {
        RpcServer server = rig.serve(question -> {
            Metadata metadata = CallContext.current().metadata();
            return metadata.text("who").orElse("nobody") + " "
                    + metadata.bytes("raw-bin").map(Arrays::toString).orElse("nothing");
        });
        RpcClient client = rig.connect(server);
        CallOptions options = CallOptions.DEFAULT.withMetadata(
                Metadata.EMPTY.with("who", "me").with("raw-bin", new byte[] {0, -1}));
        assertEquals("me [0, -1]", client.with(options).service(Ask.class).ask("?"));
        assertEquals("nobody nothing", client.service(Ask.class).ask("?"));
        assertEquals("me [0, -1]", client.with(options).service(Ask.class).ask("?"));
    }

    @Test
    default void aHandlerKnowsItsCall(Rig rig) {
        RpcServer server = rig.serve(question -> CallContext.current().fullMethod() + " "
                + CallContext.current().deadline().isPresent());
        RpcClient client = rig.connect(server);
        String method = "io.nearcall.tck.ask.Ask/Ask";
        assertEquals(method + " false", client.service(Ask.class).ask("?"));
        assertEquals(
                method + " true",
                client.with(Rig.within(60_000)).service(Ask.class).ask("?"));
        assertEquals(Optional.empty(), CallContext.find());
    }

    @Test
    default void aFutureMayBeCompletedByAnotherThread(Rig rig) {
        AtomicReference<CompletableFuture<String>> held = new AtomicReference<>(new CompletableFuture<>());
        RpcServer server = rig.serve(AskLater.class, question -> held.get());
        AskLater ask = rig.connect(server).service(AskLater.class);
        CompletableFuture<String> first = ask.ask("1");
        CompletableFuture<String> second = ask.ask("2");
        Thread other = new Thread(() -> held.get().complete("done elsewhere"));
        other.start();
        assertEquals("done elsewhere", reply(first));
        assertEquals("done elsewhere", reply(second));
    }

    @Test
    default void handlersRunOnTheExecutorThatWasGiven(Rig rig) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2, work -> new Thread(work, "the users own"));
        try {
            RpcServer server =
                    rig.start(Rig.builder(question -> Thread.currentThread().getName())
                            .executor(executor)
                            .listen(rig.target()));
            RpcClient client = rig.connect(server);
            assertEquals("the users own", client.service(Ask.class).ask("?"));
            assertEquals("the users own", reply(client.service(AskLater.class).ask("?")));
            assertEquals(
                    "the users own",
                    client.with(Rig.within(60_000)).service(Ask.class).ask("?"));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    default void callsChainThroughThreeServers(Rig rig) {
        RpcServer c = rig.serve(question -> question + "C");
        Ask toC = rig.connect(c).service(Ask.class);
        RpcServer b = rig.serve(question -> toC.ask(question + "B"));
        Ask toB = rig.connect(b).service(Ask.class);
        RpcServer a = rig.serve(question -> toB.ask(question + "A"));
        RpcClient client = rig.connect(a);
        assertEquals("ABC", client.service(Ask.class).ask(""));
        assertEquals("ABC", reply(client.service(AskLater.class).ask("")));
    }

    @Test
    default void anAnswerMayBeNullOnlyWhereItIsDeclared(Rig rig) {
        Samples samples = samples(rig);
        assertEquals(null, samples.colour(null));
        assertEquals(null, samples.text(null));
    }
}
