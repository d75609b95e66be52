package io.nearcall.codegen.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of a {@code .proto} that say what protobuf has no word for, last before what they are about. */
public final class Traces {
    /** Of a method without a reply. */
    public static final String ONE_WAY = "One-way: callers do not wait for the reply.";

    private static final String REFERENCE = "A reference to ";

    private static final Pattern REFERENCES = Pattern.compile(REFERENCE + "(.+)\\.");

    private Traces() {}

    /** Of a field with a reference to a service. */
    public static String reference(String service) {
        return REFERENCE + service + ".";
    }

    /** The service of which a comment says that a field refers to it, or empty. */
    public static String referred(String comment) {
        Matcher matcher = REFERENCES.matcher(comment);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
