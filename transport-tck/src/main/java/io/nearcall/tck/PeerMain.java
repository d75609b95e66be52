package io.nearcall.tck;

import io.nearcall.CallContext;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The second JVM of a test: says on stdout what happens, does what it reads from stdin, ends when stdin does.
 *
 * <pre>
 *  serve TARGET     serves Ask, AskLater, AskAgain, Tell, Carry, Vault; says "listening ENDPOINTS"
 *                   a question "block..." waits for the command "open": says "entered", and "cancelled" when it is
 *  call TARGET N    makes N calls that ask "block"; says "calling", then "ended CODE DELIVERY" for each
 *
 *  commands: open, close
 * </pre>
 */
public final class PeerMain {
    private static final CountDownLatch GATE = new CountDownLatch(1);

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
            default -> throw new IllegalArgumentException(arguments[0]);
        };
    }

    private static RpcServer serve(String target) {
        RpcServer server = Rig.builder(PeerMain::answer)
                .serve(Vault.class, new Bank())
                .listen(target)
                .start();
        say("listening " + Rig.targetOf(server));
        return server;
    }

    private static String answer(String question) {
        if (question.startsWith("block")) {
            CallContext.current().onCancel(() -> say("cancelled " + question));
            say("entered " + question);
            try {
                GATE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
