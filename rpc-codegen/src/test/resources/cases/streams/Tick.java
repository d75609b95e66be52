package cases.streams;

public record Tick(String symbol, long at) {}
