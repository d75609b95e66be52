package io.nearcall.codegen.emit;

import java.util.HashSet;
import java.util.Set;

/** The constants of one binding, each with a name of its own. */
final class ConstantNames {
    private final Set<String> taken = new HashSet<>(Set.of("INSTANCE", "METHODS"));

    /** The name itself, or with underscores behind it if it is taken. */
    String unique(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }
}
