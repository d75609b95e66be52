package cases.exceptions;

import java.util.List;

/**
 * Too little.
 *
 * @param missing how much more it takes
 */
public final class NotEnough extends Exception {
    private static final long serialVersionUID = 1L;

    private final int missing;
    private final transient List<Coin> taken;
    private final boolean last;

    public NotEnough(int missing, List<Coin> taken, boolean last) {
        super(missing + " cents are missing");
        this.missing = missing;
        this.taken = List.copyOf(taken);
        this.last = last;
    }

    public NotEnough(int missing, List<Coin> taken, boolean last, Throwable cause) {
        this(missing, taken, last);
        initCause(cause);
    }

    public int missing() {
        return missing;
    }

    public List<Coin> getTaken() {
        return taken;
    }

    public boolean isLast() {
        return last;
    }

    public record Coin(int cents) {}
}
