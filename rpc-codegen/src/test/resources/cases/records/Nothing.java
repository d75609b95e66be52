package cases.records;

public record Nothing() {}
