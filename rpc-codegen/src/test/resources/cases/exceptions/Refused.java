package cases.exceptions;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;

/** Chooses its own status, and is the superclass of another that is declared. */
public class Refused extends RpcException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public Refused(String reason) {
        super(StatusCode.PERMISSION_DENIED, "refused: " + reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
