package io.nearcall.transport;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Named counts of a client or a server, for its operator. */
public final class Counters {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** No counts yet. */
    public Counters() {}

    /** The counter of that name, made on first use; keep it where it is hot. */
    public LongAdder counter(String name) {
        return counts.computeIfAbsent(name, unused -> new LongAdder());
    }

    /** All counts by name, as of now. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((name, count) -> snapshot.put(name, count.sum()));
        return snapshot;
    }
}
