package cases.records;

import java.util.List;

/** Contains itself, through another record too. */
public record Tree(String name, Tree left, List<Branch> branches) {}
