package cases.records;

public record Branch(int length, Tree end) {}
