package io.nearcall.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of libraries, as the names of their files have them. */
public final class Version {
    private static final Pattern FILE = Pattern.compile("-(\\d[^/]*)\\.jar$");

    private Version() {}

    /** Of the library that has the class. */
    public static String of(Class<?> type) {
        Matcher file = FILE.matcher(
                type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return file.find() ? file.group(1) : "of unknown version";
    }
}
