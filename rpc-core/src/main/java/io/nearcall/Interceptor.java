package io.nearcall;

/**
 * Sees each call of a client or a server: as it begins, and when it has ended.
 *
 * <p>One that is written for clients serves for servers too, and for every kind of call. Those of a client or a server
 * begin in the order in which they were added, and end the other way round. Any thread.
 */
@FunctionalInterface
public interface Interceptor {
    /**
     * A call begins: on a client before it is sent, on the caller's thread; on a server before its request is read, on
     * the thread of its handler.
     *
     * @return is told of the end; {@link CallObserver#NONE} where that does not matter
     * @throws RpcException to refuse the call, which is then neither sent nor handled
     */
    CallObserver begin(InterceptedCall call);
}
