package io.nearcall.mq;

import io.nearcall.OneWay;
import io.nearcall.Priority;
import io.nearcall.RemoteService;

/** Work that is left in a queue. */
@RemoteService
public interface Jobs {
    @OneWay
    void run(String job);

    /** Overtakes what is only to be run. */
    @OneWay
    @Priority(9)
    void hurry(String job);
}
