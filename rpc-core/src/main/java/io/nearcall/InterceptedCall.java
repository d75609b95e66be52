package io.nearcall;

import io.nearcall.stub.MethodInfo;
import java.util.Optional;

/** A call as an {@link Interceptor} sees it; valid until {@link Interceptor#begin} returns. */
public interface InterceptedCall {
    /** The method: its full name, its kind. */
    MethodInfo method();

    /** By when the call must have ended. */
    Optional<Deadline> deadline();

    /** What travels beside the request; on a client what has been added so far. */
    Metadata metadata();

    /** Sends {@code more} beside the request on a client, after the reply or the failure on a server. */
    void add(Metadata more);

    /** Who calls; empty on a client. */
    Optional<PeerIdentity> peer();

    /** Keeps a value for the handler, which finds it by {@link CallContext#get}; for servers. */
    <T> void put(ContextKey<T> key, T value);
}
