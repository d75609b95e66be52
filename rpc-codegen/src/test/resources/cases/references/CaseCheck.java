package cases.references;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.codegen.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

public final class CaseCheck implements Check {
    private static final class Impl implements Hub {
        private boolean closed;

        @Override
        public String tell(Listener listener, String text) {
            return listener == null ? "nobody" : listener.hear(text) + "!";
        }

        @Override
        public Subscription watch(String topic, Listener listener) {
            listener.hint(topic);
            return new Subscription() {
                @Override
                public int heard() {
                    return topic.length();
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public CompletableFuture<Listener> same(Listener listener) {
            return CompletableFuture.completedFuture(listener);
        }

        @Override
        public List<String> tellAll(Room room) {
            List<String> heard = new ArrayList<>();
            heard.add(room.listener().hear(room.name()));
            room.others().forEach(each -> heard.add(each.hear("other")));
            room.last().ifPresent(last -> heard.add(last.hear("last")));
            return heard;
        }

        @Override
        public Stream<Listener> each(Stream<Listener> listeners) {
            return listeners;
        }
    }

    private record Ear(String name, LinkedBlockingQueue<String> hints) implements Hub.Listener {
        @Override
        public String hear(String text) {
            return name + " heard " + text;
        }

        @Override
        public void hint(String text) {
            hints.add(text);
        }
    }

    @Override
    public void run() throws Exception {
        Impl impl = new Impl();
        try (RpcServer server = RpcServer.serve("inproc:hub", Hub.class, impl);
                RpcClient client = RpcClient.connect(server.endpoints().get(0).toString())) {
            Hub hub = client.service(Hub.class);
            Ear a = new Ear("a", new LinkedBlockingQueue<>());
            Ear b = new Ear("b", new LinkedBlockingQueue<>());
            Check.same("a heard x!", hub.tell(a, "x"));
            Check.same("nobody", hub.tell(null, "x"));
            Hub.Subscription subscription = hub.watch("topic", a);
            Check.same("topic", a.hints().take());
            Check.same(5, subscription.heard());
            subscription.close();
            Check.same(true, impl.closed);
            Check.fails(RpcException.class, "was released by this side", subscription::heard);
            Check.same(true, hub.same(a).join() == a);
            Check.same(null, hub.same(null).join());
            Check.same(
                    List.of("a heard r", "a heard other", "b heard other", "b heard last"),
                    hub.tellAll(new Hub.Room("r", a, List.of(a, b), Optional.of(b))));
            Check.same(List.of(a, b), hub.each(Stream.of(a, b)).toList());
        }
    }
}
