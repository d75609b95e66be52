package io.nearcall.stub;

import io.nearcall.RpcException;
import io.nearcall.transport.OutboundCall;

/** Where a stub gets its calls from: a client, a view of it, or a test. */
public interface Caller {
    /**
     * Starts a call on the connection of the moment.
     *
     * @throws RpcException UNAVAILABLE when no endpoint answers
     */
    OutboundCall newCall(MethodInfo method);
}
