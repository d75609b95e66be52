package io.nearcall.transport;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Named counts of a client or a server, for its operator. */
public final class Counters {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, List<LongSupplier>> sources = new ConcurrentHashMap<>();

    /** No counts yet. */
    public Counters() {}

    /** The counter of that name, made on first use; keep it where it is hot. */
    public LongAdder counter(String name) {
        return counts.computeIfAbsent(name, unused -> new LongAdder());
    }

    /** Adds what {@code source} says whenever it is asked to the count of that name, until {@link #remove}. */
    public void add(String name, LongSupplier source) {
        counter(name);
        sources.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>()).add(source);
    }

    /** Takes a source away again, with what it has said. */
    public void remove(String name, LongSupplier source) {
        sources.getOrDefault(name, List.of()).remove(source);
    }

    /** All counts by name, as of now. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((name, count) -> snapshot.put(name, count.sum()));
        sources.forEach((name, all) -> all.forEach(source -> snapshot.merge(name, source.getAsLong(), Long::sum)));
        return snapshot;
    }
}
