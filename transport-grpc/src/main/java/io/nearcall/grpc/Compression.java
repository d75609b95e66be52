package io.nearcall.grpc;

import io.grpc.CallOptions;
import io.grpc.ServerCall;
import io.nearcall.RpcConfig;

/** How one side compresses the messages that it sends; what it receives says for itself how it is. */
enum Compression {
    IDENTITY,
    GZIP;

    static final String KEY = "nearcall.grpc.compression";

    private static final String GZIP_NAME = "gzip";

    /** The one that the settings ask for. */
    static Compression of(RpcConfig config) {
        return config.choice(KEY, IDENTITY);
    }

    /** What the calls of a client have. */
    CallOptions options() {
        return this == GZIP ? CallOptions.DEFAULT.withCompression(GZIP_NAME) : CallOptions.DEFAULT;
    }

    /** Before its headers are sent; gRPC does without for a caller that cannot read it. */
    void use(ServerCall<?, ?> call) {
        if (this == GZIP) {
            call.setCompression(GZIP_NAME);
        }
    }
}
