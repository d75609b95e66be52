package io.nearcall.tck;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;

/** One one-way call, so that a test writes its handler as a lambda. */
@RemoteService
@FunctionalInterface
public interface Tell {
    /** What the test wants. */
    @OneWay
    void tell(String news);
}
