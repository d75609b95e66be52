package io.nearcall.benchmarks.ours;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockableTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Order;
import io.nearcall.benchmarks.Order.Person;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.nio.file.Path;
import java.util.Iterator;

/** Nearcall over one transport, with its default settings or another way to wait. */
public final class NearcallEcho implements Subject {
    private final String scheme;
    private final Wait waits;

    private final boolean inline;

    private NearcallEcho(String scheme, Wait waits) {
        this(scheme, waits, false);
    }

    private NearcallEcho(String scheme, Wait waits, boolean inline) {
        this.scheme = scheme;
        this.waits = waits;
        this.inline = inline;
    }

    /** Through shared memory. */
    public static Subject shm(Wait waits) {
        return new NearcallEcho("shm", waits);
    }

    /** Over a Unix domain socket. */
    public static Subject uds(Wait waits) {
        return new NearcallEcho("uds", waits);
    }

    /** Over TCP on the loopback interface. */
    public static Subject tcp(Wait waits) {
        return new NearcallEcho("tcp", waits);
    }

    /** As a gRPC service over TCP on the loopback interface; {@code inline} calls handlers that promise not to block. */
    public static Subject grpc(boolean inline) {
        return new NearcallEcho("grpc", Wait.SLEEPS, inline);
    }

    @Override
    public String description() {
        return "Nearcall " + scheme + ", "
                + (options().isEmpty() ? "default settings" : options().substring(1))
                + (inline ? ", handlers @Inline" : "");
    }

    @Override
    public Wait waits() {
        return waits;
    }

    @Override
    public String serve(Path directory) {
        boolean remote = scheme.equals("tcp") || scheme.equals("grpc");
        String address = scheme + ":" + (remote ? "//127.0.0.1:0" : directory.resolve("s"));
        RpcServer server = RpcServer.serve(address + options(), Echo.class, new EchoService());
        String bound = server.endpoints().get(0).toString();
        return bound.contains("?") ? bound : bound + options();
    }

    @Override
    public Client connect(String address) {
        return new NearcallClient(RpcClient.connect(address).service(Echo.class), inline);
    }

    private String options() {
        return switch (waits) {
            case SPINS -> "?spin=always";
            case SLEEPS -> "?spin=off";
            case SPINS_THEN_SLEEPS, NEVER_WAITS -> "";
        };
    }

    record NearcallClient(Echo echo, boolean inline) implements Client {
        @Override
        public BlockingTarget blocking() {
            return inline
                    ? () -> Payload.check(echo.echoInline(Payload.TEXT))
                    : () -> Payload.check(echo.echo(Payload.TEXT));
        }

        @Override
        public AsyncTarget async() {
            return done -> echo.echoLater(Payload.TEXT)
                    .whenComplete(
                            (text, failure) -> done.completed(failure != null ? failure : Payload.failureOf(text)));
        }

        @Override
        public BlockingTarget primitive() {
            return () -> {
                if (echo.add(40, 2) != 42) {
                    throw new IllegalStateException("40 + 2 is not 42");
                }
            };
        }

        @Override
        public BlockingTarget large(int size) {
            byte[] bytes = new byte[size];
            return () -> {
                if (echo.take(bytes) != size) {
                    throw new IllegalStateException("not all of the " + size + " bytes came");
                }
            };
        }

        @Override
        public BlockingTarget record() {
            Person person = new Person("Ada Lovelace", 36);
            return () -> {
                if (!echo.person(person).equals(person)) {
                    throw new IllegalStateException("another person came back");
                }
            };
        }

        @Override
        public BlockingTarget order() {
            Order order = Order.sample();
            return () -> {
                if (!echo.order(order).items().equals(order.items())) {
                    throw new IllegalStateException("another order came back");
                }
            };
        }

        @Override
        public BlockingTarget oneWay() {
            return () -> echo.note(Payload.TEXT);
        }

        @Override
        public BlockingTarget callBack() {
            Echo.Listener listener = text -> text;
            return () -> Payload.check(echo.tell(Payload.TEXT, listener));
        }

        @Override
        public BlockingTarget elements() {
            Iterator<String> elements = echo.repeat(Payload.ELEMENT).iterator();
            return () -> Payload.checkElement(elements.next());
        }

        @Override
        public BlockableTarget blockable() {
            return new Blockable(echo);
        }
    }

    private record Blockable(Echo echo) implements BlockableTarget {
        @Override
        public long startedAt() {
            return echo.startedAt();
        }

        @Override
        public void block(long number) {
            // Its end is of no interest, and whether it has one.
            var unused = echo.block(number);
        }

        @Override
        public void release(long number) {
            echo.release(number);
        }
    }
}
