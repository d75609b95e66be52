package cases.generics;

public record Pair<A, B>(A left, B right) {}
