package io.nearcall.tck;

import io.nearcall.CallContext;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The second JVM of a test: says on stdout what happens, does what it reads from stdin, ends when stdin does.
 *
 * <pre>
 *  serve TARGET     serves Ask, AskLater, AskAgain, Tell, Carry, Feed, Vault, Hub; says "listening ENDPOINTS"
 *                   a question "block..." waits for the command "open": says "entered", and "cancelled" when it is;
 *                   one of "interrupt..." waits for its interrupt, and says "interrupted"; "exit" ends this process,
 *                   "close, exit" closes the server before
 *  call TARGET N    makes N calls that ask "block"; says "calling", then "ended CODE DELIVERY" for each
 *  pull TARGET N    pulls an element of each of N endless streams; says "pulling"
 *  lend TARGET N    lends N ears, which say "entered" and wait for "open", and asks N tickets for their numbers
 *  stop TARGET      leaves a stream of BULK_MIB each way in its first element; says "micros ALONE BESIDE", what a call
 *                   takes; after "open" reads on, and says "sums PULLED SENT"
 *
 *  commands: open, close
 * </pre>
 */
public final class PeerMain {
    private static final CountDownLatch GATE = new CountDownLatch(1);
    private static final List<Object> HELD = new ArrayList<>(); // streams that are to stay open

    /** Far more than the heaps that it passes through, MiB; {@code -Dtck.bulk=1024} for a long run. */
    static final int BULK_MIB = Integer.getInteger("tck.bulk", 128);

    private static final int BULK_ITEM = 1 << 14;
    private static final int BULK_ITEMS = BULK_MIB * (1 << 20) / BULK_ITEM;

    /** What the numbers of its items add up to. */
    static final long BULK_SUM = (BULK_ITEMS - 1L) * BULK_ITEMS / 2;

    private static volatile RpcServer served;

    private PeerMain() {}

    /** Runs one role; settings come as system properties do. */
    public static void main(String[] arguments) throws IOException {
        try (AutoCloseable role = role(arguments)) {
            obey(role);
            GATE.countDown();
        } catch (Exception e) {
            say("failed " + e);
            System.exit(1);
        }
        System.exit(0);
    }

    private static AutoCloseable role(String[] arguments) {
        return switch (arguments[0]) {
            case "serve" -> serve(arguments[1]);
            case "call" -> call(arguments[1], Integer.parseInt(arguments[2]));
            case "pull" -> pull(arguments[1], Integer.parseInt(arguments[2]));
            case "lend" -> lend(arguments[1], Integer.parseInt(arguments[2]));
            case "stop" -> stop(arguments[1]);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
    }

    private static RpcServer serve(String target) {
        RpcServer server = Rig.builder(PeerMain::answer)
                .serve(Feed.class, new Stopping())
                .serve(Vault.class, new Bank())
                .serve(Hub.class, new Parley(PeerMain::enter))
                .listen(target)
                .start();
        served = server;
        say("listening " + Rig.targetOf(server));
        return server;
    }

    private static String answer(String question) {
        if (question.startsWith("block")) {
            CallContext.current().onCancel(() -> say("cancelled " + question));
            say("entered " + question);
            awaitGate();
        }
        if (question.equals("close, exit")) {
            served.close();
        }
        if (question.endsWith("exit")) {
            System.exit(7);
        }
        if (question.startsWith("interrupt")) {
            CallContext.current().interruptOnCancel();
            awaitGate();
            say("interrupted " + Thread.currentThread().isInterrupted());
        }
        return "peer " + question;
    }

    private static RpcClient call(String target, int calls) {
        RpcClient client = RpcClient.connect(target);
        AskLater ask = client.service(AskLater.class);
        for (int i = 0; i < calls; i++) {
            CompletableFuture<String> reply = ask.ask("block " + i);
            reply.whenComplete((value, failure) ->
                    say("ended " + (failure instanceof RpcException rpc ? rpc.code() + " " + rpc.delivery() : value)));
        }
        say("calling");
        return client;
    }

    private static RpcClient pull(String target, int streams) {
        RpcClient client = RpcClient.connect(target);
        for (int i = 0; i < streams; i++) {
            Iterator<Feed.Item> items =
                    client.service(Feed.class).pull(Long.MAX_VALUE, 1_000).iterator();
            HELD.add(items);
            items.next();
        }
        say("pulling");
        return client;
    }

    private static RpcClient lend(String target, int objects) {
        RpcClient client = RpcClient.connect(target);
        Hub hub = client.service(Hub.class);
        for (int i = 0; i < objects; i++) {
            hub.keep(text -> {
                enter();
                return text;
            });
            Hub.Ticket ticket = hub.ticket(i);
            Outcomes.THREAD.execute(ticket::number);
        }
        return client;
    }

    private static void enter() {
        say("entered");
        awaitGate();
    }

    /** Takes the first element of a bulk of them, and the others after "open". */
    private static final class Stopping extends Feeder {
        @Override
        public Stream<Item> pull(long count, int size) {
            return size == BULK_ITEM ? bulk() : super.pull(count, size);
        }

        @Override
        public long sum(Stream<Item> items) {
            return super.sum(items.peek(item -> {
                if (item.number() == 0 && item.bytes().length == BULK_ITEM) {
                    awaitGate();
                }
            }));
        }
    }

    private static Stream<Feed.Item> bulk() {
        byte[] bytes = new byte[BULK_ITEM];
        return LongStream.range(0, BULK_ITEMS).mapToObj(number -> new Feed.Item(number, bytes));
    }

    private static RpcClient stop(String target) {
        RpcClient client = RpcClient.connect(target);
        Feed feed = client.service(Feed.class);
        Ask ask = client.service(Ask.class);
        microsOf(ask);
        double alone = microsOf(ask);
        CompletableFuture<Long> sent = feed.sumLater(bulk());
        Iterator<Feed.Item> items = feed.pull(BULK_ITEMS, BULK_ITEM).iterator();
        items.next();
        say("micros " + alone + " " + microsOf(ask));
        new Thread(() -> {
                    awaitGate();
                    long sum = 0;
                    while (items.hasNext()) {
                        sum += items.next().number();
                    }
                    say("sums " + sum + " " + sent.join());
                })
                .start();
        return client;
    }

    /** What a call takes: the median of the best of ten rounds, as others use the machine too. */
    private static double microsOf(Ask ask) {
        double best = Double.MAX_VALUE;
        double[] micros = new double[300];
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < micros.length; i++) {
                long start = System.nanoTime();
                ask.ask("x");
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
            Arrays.sort(micros);
            best = Math.min(best, micros[micros.length / 2]);
        }
        return best;
    }

    private static void awaitGate() {
        try {
            GATE.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void obey(AutoCloseable role) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "open" -> GATE.countDown();
                case "close" -> {
                    role.close();
                    say("closed");
                }
                default -> throw new IllegalArgumentException(command);
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
