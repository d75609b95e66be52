package io.nearcall.codegen.read;

/** The names of what a user writes; as text, so that the processor runs with nothing beside it. */
final class Api {
    static final String REMOTE_SERVICE = "io.nearcall.RemoteService";
    static final String ONE_WAY = "io.nearcall.OneWay";
    static final String RPC_METHOD = "io.nearcall.RpcMethod";
    static final String TAG = "io.nearcall.Tag";
    static final String RESERVED = "io.nearcall.Reserved";
    static final String UNKNOWN = "io.nearcall.Unknown";
    static final String INLINE = "io.nearcall.Inline";
    static final String PRIORITY = "io.nearcall.Priority";
    static final String IDEMPOTENT = "io.nearcall.Idempotent";
    static final String MARSHAL_WITH = "io.nearcall.MarshalWith";
    static final String MARSHALLER = "io.nearcall.Marshaller";
    static final String PROTOBUF_MESSAGE = "com.google.protobuf.MessageLite";

    private Api() {}
}
