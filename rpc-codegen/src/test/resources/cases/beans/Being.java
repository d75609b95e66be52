package cases.beans;

/** Has properties of its own, which come first. */
public abstract class Being {
    private long id;

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }
}
