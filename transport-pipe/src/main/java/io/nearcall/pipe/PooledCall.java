package io.nearcall.pipe;

import io.nearcall.transport.OutboundCall;
import io.nearcall.transport.WatchedOutbound;

/** A call that its pool counts. */
final class PooledCall extends WatchedOutbound {
    private final PoolMember<?> member;

    PooledCall(OutboundCall call, PoolMember<?> member) {
        super(call);
        this.member = member;
    }

    @Override
    protected void ended(Throwable failure) {
        member.release();
    }
}
