package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.tck.Feed.Item;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reactive Streams: publishers keep its rules, as its own test kit has them. */
public interface ReactiveContract extends Contract {
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void publishersOfRepliesKeepTheRules(Rig rig) {
        RpcServer server = rig.serve(Feed.class, new Feeder());
        Feed feed = rig.connect(server).service(Feed.class);
        RpcClient closed = rig.connect(server);
        closed.close();
        Flow.Publisher<Item> failed = closed.service(Feed.class).push(1, 1);
        assertEquals(List.of(), ReactiveRules.broken(elements -> feed.push(elements, 0), failed, ""));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void publishersOfRequestsKeepTheRules(Rig rig) {
        BlockingQueue<Flow.Publisher<Item>> requests = new ArrayBlockingQueue<>(1);
        Feeder feeder = new Feeder() {
            @Override
            public Flow.Publisher<Item> chat(Flow.Publisher<Item> items) {
                requests.add(items);
                return new Counting(Long.MAX_VALUE, 0); // of which nobody takes anything
            }
        };
        Feed feed = rig.connect(rig.serve(Feed.class, feeder)).service(Feed.class);
        LongFunction<Flow.Publisher<Item>> publisher = elements -> {
            synchronized (requests) { // one call at a time, so that each gets its own
                feed.chat(new Counting(elements, 0)).subscribe(new Taker(0));
                return Outcomes.next(requests);
            }
        };
        assertEquals(
                List.of(),
                ReactiveRules.broken(publisher, null, "spec111")); // the requests of a call have one subscriber
    }
}
