package io.nearcall.grpc.bridge;

import io.nearcall.RpcConfig;
import io.nearcall.transport.Limits;

/** What the two builders have in common. */
final class Settings {
    private Settings() {}

    static int atLeastNone(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxInboundMessageSize(" + bytes + "): expected 0 or more bytes");
        }
        return bytes;
    }

    /** Settings whose connections take messages of {@code maxInbound} bytes, null for what they take anyway. */
    static RpcConfig allowing(Integer maxInbound, RpcConfig config) {
        return maxInbound == null || maxInbound <= Limits.of(config).message()
                ? config
                : config.with("nearcall.limits.message", String.valueOf(maxInbound));
    }

    static UnsupportedOperationException unsupported(String method, String cure) {
        return new UnsupportedOperationException(method + "() has no meaning over Nearcall: " + cure);
    }
}
