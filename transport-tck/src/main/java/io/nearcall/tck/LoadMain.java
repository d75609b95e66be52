package io.nearcall.tck;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The other process of a {@link Load}; ends when its stdin does.
 *
 * <pre>
 *  serve TARGET JOURNAL           says "listening"
 *  call TARGET JOURNAL NONCE OWN says "ready", then calls as soon as it is told to; warms up at OWN
 * </pre>
 */
final class LoadMain {
    private static final RpcConfig PATIENT = Rig.config("nearcall.limits.connect", "60s"); // on a machine under load

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Journal journal = new Journal(Path.of(arguments[2]));
        if (arguments[0].equals("serve")) {
            try (RpcServer server = Load.serve(journal).listen(arguments[1]).start()) {
                say("listening " + Rig.targetOf(server));
                awaitEnd(commands);
            }
        } else {
            warmUp(arguments[4]);
            say("ready");
            if (commands.readLine() != null) {
                try (RpcClient client = RpcClient.connect(arguments[1], PATIENT)) {
                    Load load = Load.start(client, journal, new AtomicLong(Long.parseLong(arguments[3])));
                    awaitEnd(commands);
                    load.stop();
                }
            }
        }
        System.exit(0);
    }

    /** So that connecting takes as little as it does later in a process's life. */
    private static void warmUp(String target) {
        try (RpcServer server = RpcServer.serve(target, Ask.class, question -> question);
                RpcClient client = RpcClient.connect(Rig.targetOf(server), PATIENT)) {
            client.service(Ask.class).ask("warm");
        }
    }

    private static void awaitEnd(BufferedReader commands) throws IOException {
        while (commands.readLine() != null) {
            // nothing else is understood
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
