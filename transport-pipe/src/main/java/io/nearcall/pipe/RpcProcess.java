package io.nearcall.pipe;

import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.transport.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A child process that serves one interface, over its stdin and stdout.
 *
 * <p>It may be in any language: docs/wire-format.md says what it reads and writes. A Java child calls {@link #serve}
 * first thing. What it prints to stderr is in this process's log.
 *
 * <p>When it ends by itself, calls in flight fail with UNAVAILABLE, the exit code or signal, and the last lines of its
 * stderr; the next call starts it again, not before 100 ms to 10 s later, and after 5 ends within 60 s calls fail at once
 * until these are over. A Java child ends within 1 s after this process, however that ends.
 */
public final class RpcProcess<S> implements AutoCloseable {
    private final Children children;
    private final RpcClient client;
    private final Limits limits;
    private final S service;

    private RpcProcess(Class<S> type, Children children, RpcClient client, Limits limits) {
        this.children = children;
        this.client = client;
        this.limits = limits;
        this.service = client.service(type);
    }

    /**
     * Starts a command.
     *
     * @throws RpcException UNAVAILABLE with the reason and its stderr when it does not answer within 10 s
     */
    public static <S> RpcProcess<S> start(Class<S> type, String... command) {
        return builder(type, command).start();
    }

    /** Starts the long form of {@link #start}. */
    public static <S> Builder<S> builder(Class<S> type, String... command) {
        return new Builder<>(type, List.of(command));
    }

    /**
     * Serves the process that has started this one; to be called before other code of the child.
     *
     * <p>From then on System.out is stderr, and System.in is empty. When the parent has gone, or closes, this process exits,
     * and shutdown hooks have 0.5 s.
     */
    public static <S> RpcServer serve(Class<S> type, S service) {
        return RpcServer.serve("pipe:stdio", type, service);
    }

    /** The child's service; all threads may share it. */
    public S service() {
        return service;
    }

    /** The client whose connection the child is, for other services, options and counters. */
    public RpcClient client() {
        return client;
    }

    /** The process that serves now, or served last. */
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(children.child()).map(Child::handle);
    }

    /**
     * Lets calls in flight end within {@code nearcall.limits.drain}, closes the child's stdin, and waits until it has ended.
     *
     * <p>A child that does not leave is sent SIGTERM after the grace, and SIGKILL after the grace again.
     */
    @Override
    public void close() {
        children.drain(limits.drain().toMillis());
        client.close();
        children.awaitEnd();
    }

    /** Settings of a child process. */
    public static final class Builder<S> {
        private final Class<S> type;
        private final List<String> command;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Path directory;
        private Duration grace = Command.GRACE;
        private int mostEnds = Restarts.MOST;
        private Duration withinTime = Restarts.WITHIN;
        private RpcConfig config = RpcConfig.load();

        private Builder(Class<S> type, List<String> command) {
            this.type = Objects.requireNonNull(type, "type");
            this.command = command;
        }

        /** Sets a variable for the child; unlike its arguments other users cannot read it. */
        public Builder<S> environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Where the child starts, in place of this process's directory. */
        public Builder<S> directory(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** How long it may take to leave before SIGTERM, and after that before SIGKILL; 5 s unless said. */
        public Builder<S> grace(Duration grace) {
            this.grace = Objects.requireNonNull(grace, "grace");
            return this;
        }

        /** How often it may end by itself in a time before it is left alone; 5 times in 60 s unless said. */
        public Builder<S> restarts(int most, Duration within) {
            this.mostEnds = most;
            this.withinTime = Objects.requireNonNull(within, "within");
            return this;
        }

        /** Where settings come from in place of {@link RpcConfig#load()}. */
        public Builder<S> config(RpcConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /**
         * Starts so many children.
         *
         * @param recycle the calls after which a child is replaced by a fresh one; 0 for never
         */
        public RpcProcessPool<S> startPool(int size, long recycle) {
            return new RpcProcessPool<>(type, this::start, size, recycle);
        }

        /** Starts the child and shakes hands with it; see {@link RpcProcess#start}. */
        public RpcProcess<S> start() {
            Command full = new Command(command, environment, directory, grace);
            Children children = new Children(full, new Restarts(mostEnds, withinTime));
            RpcClient client = RpcClient.builder(new Endpoint("pipe", full.name(), Map.of()).toString())
                    .config(config)
                    .transport(children)
                    .create();
            RpcProcess<S> process = new RpcProcess<>(type, children, client, Limits.of(config));
            try {
                var unused = client.peer(); // connects
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
            return process;
        }
    }
}
