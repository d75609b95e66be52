package cases.streams;

public final class Gone extends Exception {
    private static final long serialVersionUID = 1L;

    private final String where;

    public Gone(String where) {
        super("gone " + where);
        this.where = where;
    }

    public String where() {
        return where;
    }
}
