package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Naming;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The variables of one method: what the generator needs keeps its name, what users chose makes room. */
final class Locals {
    private final Set<String> taken;
    private final Map<String, String> renamed = new HashMap<>();

    Locals(String... own) {
        taken = new HashSet<>(Set.of(own));
    }

    /**
     * The variable for a name of the user's: {@code in} becomes {@code in_} where {@code in} is taken.
     *
     * <p>A name with a space is no name of the user's, and becomes one in camel case that none of them has.
     */
    String of(String name) {
        return renamed.computeIfAbsent(name, key -> {
            int space = key.indexOf(' ');
            String wanted = space < 0 ? key : key.substring(0, space) + Naming.upperCamel(key.substring(space + 1));
            boolean confusing = Character.isUpperCase(wanted.charAt(0)) || SourceVersion.isKeyword(wanted);
            String free = confusing ? wanted + "_" : wanted; // a variable would hide the class of the same name
            while (!taken.add(free)) {
                free += "_";
            }
            return free;
        });
    }
}
