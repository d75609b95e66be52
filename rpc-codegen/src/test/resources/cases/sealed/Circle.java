package cases.sealed;

public record Circle(double radius) {}
