package cases.exceptions;

import io.nearcall.Tag;

/** One of the refusals. */
public final class Locked extends Refused {
    private static final long serialVersionUID = 1L;

    private final int tries;

    public Locked(@Tag(2) String reason, @Tag(1) int tries) {
        super(reason);
        this.tries = tries;
    }

    public int tries() {
        return tries;
    }
}
