package io.nearcall.codegen.read;

import java.util.Map;

/** What to use in place of well-known types that do not travel. */
final class Cures {
    private static final String INSTANT = "does not travel; use java.time.Instant or @MarshalWith";
    private static final String STRING = "does not travel; use String";
    private static final String LIST = "does not travel; use List";
    private static final String SET = "does not travel; use Set";
    private static final String MAP = "does not travel; use Map";
    private static final String NUMBER = "does not travel; use a number type such as long or BigDecimal";
    private static final String STREAM = "travels only as the result or the one parameter of a method; use List";
    private static final String FUTURE = "does not travel inside of a message; use the value itself";
    private static final String BYTES = "does not travel; use byte[]";

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("java.util.Date", INSTANT),
            Map.entry("java.util.Calendar", INSTANT),
            Map.entry("java.util.GregorianCalendar", INSTANT),
            Map.entry("java.sql.Timestamp", INSTANT),
            Map.entry("java.sql.Date", "does not travel; use java.time.LocalDate or @MarshalWith"),
            Map.entry("java.sql.Time", "does not travel; use java.time.LocalTime or @MarshalWith"),
            Map.entry("java.util.TimeZone", "does not travel; use java.time.ZoneId or @MarshalWith"),
            Map.entry("java.lang.CharSequence", STRING),
            Map.entry("java.lang.StringBuilder", STRING),
            Map.entry("java.lang.StringBuffer", STRING),
            Map.entry("java.util.Locale", "does not travel; use its language tag as a String, or @MarshalWith"),
            Map.entry("java.util.Currency", "does not travel; use its code as a String, or @MarshalWith"),
            Map.entry("java.net.URL", "does not travel; use java.net.URI"),
            Map.entry("java.io.File", "does not travel; use its path as a String, or @MarshalWith"),
            Map.entry("java.nio.file.Path", "does not travel; use its path as a String, or @MarshalWith"),
            Map.entry("java.net.InetAddress", "does not travel; use its address as a String, or @MarshalWith"),
            Map.entry("java.lang.Object", "does not travel; use a record, or a sealed interface of records"),
            Map.entry("java.lang.Record", "does not travel; use a sealed interface of records"),
            Map.entry("java.lang.Enum", "does not travel; use the enum itself"),
            Map.entry("java.lang.Class", "does not travel; use its name as a String"),
            Map.entry("java.lang.Void", "does not travel; leave it out"),
            Map.entry("java.lang.Throwable", "does not travel; use a record that says what went wrong"),
            Map.entry("java.lang.Exception", "does not travel; use a record that says what went wrong"),
            Map.entry("java.lang.Number", NUMBER),
            Map.entry("java.util.concurrent.atomic.AtomicInteger", "does not travel; use int"),
            Map.entry("java.util.concurrent.atomic.AtomicLong", "does not travel; use long"),
            Map.entry("java.util.concurrent.atomic.AtomicBoolean", "does not travel; use boolean"),
            Map.entry("java.lang.Iterable", LIST),
            Map.entry("java.util.Iterator", LIST),
            Map.entry("java.util.ArrayList", LIST),
            Map.entry("java.util.LinkedList", LIST),
            Map.entry("java.util.Queue", LIST),
            Map.entry("java.util.Deque", LIST),
            Map.entry("java.util.ArrayDeque", LIST),
            Map.entry("java.util.Vector", LIST),
            Map.entry("java.util.HashSet", SET),
            Map.entry("java.util.LinkedHashSet", SET),
            Map.entry("java.util.TreeSet", SET),
            Map.entry("java.util.SortedSet", SET),
            Map.entry("java.util.NavigableSet", SET),
            Map.entry("java.util.EnumSet", SET),
            Map.entry("java.util.HashMap", MAP),
            Map.entry("java.util.LinkedHashMap", MAP),
            Map.entry("java.util.TreeMap", MAP),
            Map.entry("java.util.SortedMap", MAP),
            Map.entry("java.util.NavigableMap", MAP),
            Map.entry("java.util.EnumMap", MAP),
            Map.entry("java.util.concurrent.ConcurrentMap", MAP),
            Map.entry("java.util.concurrent.ConcurrentHashMap", MAP),
            Map.entry("java.util.Map.Entry", "does not travel; use a record, or Map"),
            Map.entry("java.util.Properties", "does not travel; use Map<String, String>"),
            Map.entry("java.util.BitSet", "does not travel; use long[]"),
            Map.entry("java.nio.CharBuffer", STRING),
            Map.entry("java.nio.IntBuffer", "does not travel; use int[]"),
            Map.entry("java.nio.LongBuffer", "does not travel; use long[]"),
            Map.entry("java.io.InputStream", BYTES),
            Map.entry("java.io.OutputStream", BYTES),
            Map.entry("java.util.concurrent.Future", FUTURE),
            Map.entry("java.util.concurrent.CompletableFuture", FUTURE),
            Map.entry("java.util.concurrent.CompletionStage", FUTURE),
            Map.entry("java.util.stream.Stream", STREAM),
            Map.entry("java.util.stream.IntStream", STREAM),
            Map.entry("java.util.stream.LongStream", STREAM),
            Map.entry("java.util.stream.DoubleStream", STREAM),
            Map.entry("java.util.concurrent.Flow.Publisher", STREAM),
            Map.entry("java.util.concurrent.Flow.Subscriber", "does not travel; use Flow.Publisher"));

    private Cures() {}

    /** What follows the name of the type in the message; null for a type that is not in the list. */
    static String of(String qualifiedName) {
        return BY_NAME.get(qualifiedName);
    }
}
