package io.nearcall.samples.index;

import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.transport.Transport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Indexes files and serves the index until it is stopped: {@code IndexServer README.md docs}. */
public final class IndexServer {
    private static final String USAGE = """
            usage: IndexServer PATH...                 index files and directories, serve until stopped
                   IndexServer PATH... --run COMMAND   serve, run one command of IndexClient in this process, end
                   IndexServer --transports            list the transports on the class path

            Serves the target 'index'. Without configuration that is a Unix socket named 'index'; set
            NEARCALL_TARGET_INDEX to serve elsewhere, for example to
                uds:/run/index.sock, tcp://localhost:7001
            Exit status: 0 success, 2 trouble; with --run that of the command.
            """;
    private static final long PROGRESS_NANOS = 1_000_000_000;

    private IndexServer() {}

    /** Starts the server; see {@code --help}. */
    public static void main(String[] args) {
        PrintStream out = Console.out();
        int status;
        try {
            status = run(List.of(args), out);
        } catch (IOException | RpcException | IllegalArgumentException e) {
            System.err.println("IndexServer: " + Console.words(e));
            status = Console.TROUBLE;
        }
        out.flush();
        if (status != Console.SERVING) {
            System.exit(status);
        }
    }

    private static int run(List<String> args, PrintStream out) throws IOException {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(USAGE);
            return Console.SUCCESS;
        }
        if (args.equals(List.of("--transports"))) {
            ServiceLoader.load(Transport.class).forEach(transport -> out.println(transport.scheme()));
            return Console.SUCCESS;
        }
        int split = args.indexOf("--run");
        List<String> paths = split < 0 ? args : args.subList(0, split);
        if (paths.isEmpty() || paths.get(0).startsWith("-")) {
            System.err.print(USAGE);
            return Console.TROUBLE;
        }
        WordIndex index = indexed(paths.stream().map(Path::of).toList());
        RpcServer server = RpcServer.serve("index", WordIndex.class, index);
        String target = server.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(", "));
        if (split < 0) {
            out.println("serving at " + target); // a client can take this as its target, ports are resolved
            return Console.SERVING;
        }
        try (server) {
            return IndexClient.run(target, args.subList(split + 1, args.size()), out);
        }
    }

    private static WordIndex indexed(List<Path> paths) throws IOException {
        List<Path> files = TextFiles.find(paths);
        WordIndex index = new MemoryIndex();
        long said = System.nanoTime();
        for (int i = 0; i < files.size(); i++) {
            index.add(TextFiles.read(files.get(i)));
            if (System.nanoTime() - said > PROGRESS_NANOS) {
                said = System.nanoTime();
                System.err.printf("indexed %,d of %,d files%n", i + 1, files.size());
            }
        }
        System.err.printf("indexed %,d files%n", files.size());
        return index;
    }
}
