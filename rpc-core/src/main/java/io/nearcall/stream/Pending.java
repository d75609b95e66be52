package io.nearcall.stream;

import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.wire.Carried;
import java.nio.ByteBuffer;

/** A call of ours that waits for its reply; all but {@link #fail} is called by the connection's reader. */
interface Pending {
    /** The call's id on its connection. */
    long id();

    /** The number to agree on when the reply is good; 0 for none. */
    int offeredNumber();

    /** Bytes of the reply so far. */
    int replySize();

    /** Takes what came beside a good reply, before its first part. */
    void metadata(Metadata headers, Metadata trailers);

    /** Takes the references that come with a reply, before its first part. */
    void carry(Carried references);

    /**
     * Takes a part of the reply's payload from {@code chunk}'s position.
     *
     * @return user code to run when the reply is complete, or null
     */
    UserCode onReply(ByteBuffer chunk, int length, boolean last);

    /** Room for that many of the next bytes of the reply's payload, to be filled in by the reader; null for none. */
    ByteBuffer land(int length);

    /** The call has failed, by the peer's word or by the connection's end; the user code to run, or null. */
    UserCode fail(RpcException failure);

    /** Something that runs code of the user's. */
    interface UserCode {
        /** Throws nothing. */
        void run();
    }
}
