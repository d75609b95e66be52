package cases.names;

/** Not in use: only stands in the package. */
public record Override(String text) {}
