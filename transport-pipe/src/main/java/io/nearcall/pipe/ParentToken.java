package io.nearcall.pipe;

import io.nearcall.RpcConfig;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a parent gives its child by environment, for both to say in their HELLOs: {@code NEARCALL_CHILD=1:token}.
 *
 * <p>So that the process which answers is the one that was started, and a worker started by hand says so.
 */
final class ParentToken {
    static final String KEY = "nearcall.child";
    static final String VARIABLE = "NEARCALL_CHILD";

    private static final String VERSION = "1:";
    private static final int BYTES = 16;

    private ParentToken() {}

    /** A new one. */
    static String create() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return VERSION + HexFormat.of().formatHex(bytes);
    }

    /** The one that this process was given. */
    static String given(RpcConfig config) throws IOException {
        String token = config.get(KEY)
                .orElseThrow(() -> new IOException("nobody has started this process to be served by it; start it by"
                        + " RpcProcess.start or a client of pipe:<command>"));
        if (!token.startsWith(VERSION)) {
            throw new IOException("the value of " + VARIABLE + " is of another version than " + VERSION
                    + "; use the same release in both processes");
        }
        return token;
    }
}
