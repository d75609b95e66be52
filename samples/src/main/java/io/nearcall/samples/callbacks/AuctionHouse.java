package io.nearcall.samples.callbacks;

/** Tells the highest bidder when there is a higher one. */
public final class AuctionHouse implements Auction {
    private Bidder winner; // guarded by this
    private long highest; // guarded by this

    /** An auction without bids. */
    public AuctionHouse() {}

    @Override
    public Seat join(Bidder bidder) {
        return new Seat() {
            @Override
            public boolean bid(long cents) {
                return higher(bidder, cents);
            }

            @Override
            public void close() {
                leave(bidder);
            }
        };
    }

    private boolean higher(Bidder bidder, long cents) {
        Bidder loser;
        synchronized (this) {
            if (cents <= highest) {
                return false;
            }
            highest = cents;
            loser = winner;
            winner = bidder;
        }
        if (loser != null && loser != bidder) {
            loser.outbid(cents);
        }
        return true;
    }

    private synchronized void leave(Bidder bidder) {
        if (winner == bidder) {
            winner = null;
        }
    }
}
