package cases.exceptions;

/** Has nothing to say. */
public class Closed extends Exception {
    private static final long serialVersionUID = 1L;
}
