package io.nearcall.shm;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The process of an unusual machine; ends when its stdin does.
 *
 * <pre>
 *  serve TARGET    says "listening"
 *  call TARGET     calls, says "called N connections N fallbacks"
 *  both TARGET     all of it, then "left" and the segments in its /dev/shm
 * </pre>
 */
final class CountMain {
    private CountMain() {}

    public static void main(String[] arguments) throws IOException {
        String role = arguments[0];
        try (RpcServer server = role.equals("call") ? null : serve(arguments[1])) {
            if (!role.equals("serve")) {
                call(arguments[1]);
            }
            if (server != null && role.equals("both")) {
                try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
                    say("left " + files.toList());
                }
            }
            while (System.in.read() >= 0) {
                // nothing is understood
            }
        }
    }

    private static RpcServer serve(String target) {
        RpcServer server = RpcServer.serve(target, Ask.class, question -> "re: " + question);
        say("listening " + server.endpoints());
        return server;
    }

    private static void call(String target) {
        try (RpcClient client = RpcClient.connect(target)) {
            String answer = client.service(Ask.class).ask("?");
            if (!answer.equals("re: ?")) {
                throw new IllegalStateException(answer);
            }
            Map<String, Long> counters = client.counters();
            say("called " + counters.getOrDefault("shm connections", 0L) + " connections "
                    + counters.getOrDefault("shm fallbacks", 0L) + " fallbacks");
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
