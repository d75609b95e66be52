package io.nearcall;

import java.util.Objects;

/**
 * A status code and the sentence that explains it.
 *
 * @param code how the call ended
 * @param message names the subject and the cure; empty for {@link StatusCode#OK}
 */
public record Status(StatusCode code, String message) {
    /** Success. */
    public static final Status OK = new Status(StatusCode.OK, "");

    /** Checks that neither part is null. */
    public Status {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Whether the code is {@link StatusCode#OK}. */
    public boolean isOk() {
        return code == StatusCode.OK;
    }
}
