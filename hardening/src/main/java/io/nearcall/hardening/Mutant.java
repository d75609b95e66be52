package io.nearcall.hardening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule, and changes of the code that break it.
 *
 * @param rule what must hold
 * @param changes all that enforces it
 * @param test what must fail then: a class and a method, or a class of {@code OrderStress}
 */
record Mutant(String rule, List<Change> changes, String test) {
    /**
     * A change of one file.
     *
     * @param file its path, from the project's root
     * @param old what stands there once; where this has a blank, any white space will do
     * @param with what stands there instead
     */
    record Change(String file, String old, String with) {
        String of(String source) {
            String pattern = Arrays.stream(old.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
            Matcher place = Pattern.compile(pattern).matcher(source);
            if (place.results().count() != 1) {
                throw new IllegalStateException(file + " does not have exactly once: " + old);
            }
            return place.replaceFirst(Matcher.quoteReplacement(with));
        }
    }

    /** Blocks of lines, an empty one between them: {@code rule:}, one or more of {@code file: old: new:}, {@code test:}. */
    static List<Mutant> parse(String text) {
        List<Mutant> mutants = new ArrayList<>();
        for (String block : text.strip().split("\n\n+")) {
            String[] lines = block.split("\n");
            List<Change> changes = new ArrayList<>();
            for (int i = 1; i < lines.length - 1; i += 3) {
                changes.add(
                        new Change(value("file", lines[i]), value("old", lines[i + 1]), value("new", lines[i + 2])));
            }
            mutants.add(new Mutant(value("rule", lines[0]), changes, value("test", lines[lines.length - 1])));
        }
        return mutants;
    }

    private static String value(String key, String line) {
        if (!line.startsWith(key + ":")) {
            throw new IllegalArgumentException("not a line of '" + key + ":': " + line);
        }
        return line.substring(key.length() + 1).strip();
    }
}
