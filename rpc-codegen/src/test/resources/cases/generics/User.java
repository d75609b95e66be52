package cases.generics;

public record User(String name) {}
