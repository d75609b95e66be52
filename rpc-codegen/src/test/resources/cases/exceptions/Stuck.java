package cases.exceptions;

import io.nearcall.MarshalWith;
import io.nearcall.Marshaller;

/** Made by a marshaller. */
@MarshalWith(Stuck.AsText.class)
public final class Stuck extends Exception {
    private static final long serialVersionUID = 1L;

    private final StringBuilder where;

    public Stuck(StringBuilder where) {
        this.where = where;
    }

    public static final class AsText implements Marshaller<Stuck, String> {
        @Override
        public String toWire(Stuck value) {
            return value.where.toString();
        }

        @Override
        public Stuck fromWire(String text) {
            return new Stuck(new StringBuilder(text));
        }
    }

    public String where() {
        return where.toString();
    }
}
