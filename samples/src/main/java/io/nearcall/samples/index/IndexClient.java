package io.nearcall.samples.index;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Asks a word index in another process: {@code IndexClient query transport}. */
public final class IndexClient {
    private static final String USAGE = """
            usage: IndexClient COMMAND

              query WORD...     lines that have all the words
              count WORD...     how many lines have each word, all asked at once
              suggest PREFIX    words that begin so
              top [N]           the most frequent words (10)
              stats             how much is indexed
              seen              how often queries have shown each document
              add FILE...       send files to the index
              time [CALLS]      round-trip times of a small call (10000)
              batch             read commands from standard input, one a line

            The server is the target 'index'. Without configuration that is a Unix socket named 'index'; set
            NEARCALL_TARGET_INDEX to ask elsewhere, for example to tcp://localhost:7001.
            Exit status: 0 success, 1 nothing found, 2 trouble.
            """;

    private IndexClient() {}

    /** Runs one command; see {@code --help}. */
    public static void main(String[] args) {
        PrintStream out = Console.out();
        int status = run("index", List.of(args), out);
        out.flush();
        System.exit(status);
    }

    /** Runs one command against a target; the exit status. */
    static int run(String target, List<String> args, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(USAGE);
            return Console.SUCCESS;
        }
        boolean batch = args.equals(List.of("batch"));
        if (!batch && !Commands.knows(args)) {
            System.err.print(args.isEmpty() ? USAGE : "IndexClient: no command '" + args.get(0) + "'; see --help\n");
            return Console.TROUBLE;
        }
        try (RpcClient client = RpcClient.connect(target)) {
            Commands commands = new Commands(client.service(WordIndex.class), out);
            return batch ? batch(commands, out) : one(commands, args);
        } catch (RpcException | IllegalArgumentException | IOException e) {
            return trouble(e);
        }
    }

    /** Runs every line, whatever becomes of the ones before; the highest status of all. */
    private static int batch(Commands commands, PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int status = Console.SUCCESS;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                out.println("> " + line.strip());
                status = Math.max(status, one(commands, List.of(line.strip().split("\\s+"))));
            }
        }
        return status;
    }

    private static int one(Commands commands, List<String> args) {
        try {
            return commands.run(args);
        } catch (CompletionException e) { // what a future failed with
            return trouble(e.getCause() instanceof RpcException failure ? failure : e);
        } catch (RpcException | IllegalArgumentException | IOException e) {
            return trouble(e);
        }
    }

    private static int trouble(Exception e) {
        System.err.println("IndexClient: " + Console.words(e));
        return Console.TROUBLE;
    }
}
