package cases.references;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Passes listeners around. */
@RemoteService
public interface Hub {
    /** Hears of it. */
    @RemoteService
    interface Listener {
        String hear(String text);

        @OneWay
        void hint(String text);
    }

    /** What a call to {@link #watch} leads to. */
    @RemoteService
    interface Subscription extends AutoCloseable {
        int heard();

        @Override
        void close();
    }

    /** A listener beside other things. */
    record Room(String name, Listener listener, List<Listener> others, Optional<Listener> last) {}

    String tell(Listener listener, String text);

    Subscription watch(String topic, Listener listener);

    CompletableFuture<Listener> same(Listener listener);

    List<String> tellAll(Room room);

    Stream<Listener> each(Stream<Listener> listeners);
}
