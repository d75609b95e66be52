package io.nearcall.samples.callbacks;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;

/** An auction of one thing. */
@RemoteService
public interface Auction {
    /** A bidder's own object, which the auction calls. */
    @RemoteService
    interface Bidder {
        @OneWay
        void outbid(long cents);
    }

    /** The auction's object for one bidder, who closes it to leave. */
    @RemoteService
    interface Seat extends AutoCloseable {
        /** Whether it is the highest bid now. */
        boolean bid(long cents);

        @Override
        void close();
    }

    Seat join(Bidder bidder);
}
