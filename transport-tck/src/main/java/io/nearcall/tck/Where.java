package io.nearcall.tck;

import io.nearcall.Inline;
import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Methods that say which thread runs their handlers. */
@RemoteService
public interface Where {
    @Inline
    String inline();

    String blocking();

    CompletableFuture<String> later();

    Stream<String> stream();

    @OneWay
    void oneWay();
}
