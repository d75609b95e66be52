package io.nearcall.samples.interceptors;

import io.nearcall.CallObserver;
import io.nearcall.ContextKey;
import io.nearcall.Interceptor;
import io.nearcall.Metadata;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.Map;

/** Who calls, told by a token. */
public final class Authentication {
    /** Finds the caller's name in a handler: {@code CallContext.current().get(USER)}. */
    public static final ContextKey<String> USER = ContextKey.of("user", String.class);

    private static final String KEY = "authorization";

    private Authentication() {}

    /** For a client: sends its token. */
    public static Interceptor by(String token) {
        return call -> {
            call.add(Metadata.EMPTY.with(KEY, token));
            return CallObserver.NONE;
        };
    }

    /** For a server: lets in who has one of the tokens. */
    public static Interceptor of(Map<String, String> usersByToken) {
        return call -> {
            String user = call.metadata().text(KEY).map(usersByToken::get).orElse(null);
            if (user == null) {
                throw new RpcException(StatusCode.UNAUTHENTICATED, call.method() + " needs a token that is known");
            }
            call.put(USER, user);
            return CallObserver.NONE;
        };
    }
}
