package io.nearcall.samples.index;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A word index in memory; any number of threads may use it.
 *
 * <p>Handlers run on whatever threads find the calls, so a service that keeps state must be safe for threads, as here.
 */
final class MemoryIndex implements WordIndex {
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_WORDS = 1_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, List<String>> documents = new HashMap<>(); // guarded by lock
    private final TreeMap<String, Entry> entries = new TreeMap<>(); // guarded by lock
    private long wordCount; // guarded by lock
    private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();

    /** Where one word occurs: a bit a line, by document, in the order of their names. */
    private static final class Entry {
        final TreeMap<String, BitSet> lines = new TreeMap<>();
        long occurrences;
    }

    @Override
    public int add(Document document) {
        String name = given(document.name(), "the document's name");
        return locked(lock.writeLock(), () -> {
            List<String> before = documents.put(name, List.copyOf(document.lines()));
            if (before != null) {
                remove(name, before);
            }
            return enter(name, document.lines());
        });
    }

    private int enter(String name, List<String> lines) {
        int count = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (String word : Words.of(lines.get(i))) {
                Entry entry = entries.computeIfAbsent(word, unused -> new Entry());
                entry.lines.computeIfAbsent(name, unused -> new BitSet()).set(i);
                entry.occurrences++;
                count++;
            }
        }
        wordCount += count;
        return count;
    }

    private void remove(String name, List<String> lines) {
        for (String line : lines) {
            for (String word : Words.of(line)) {
                Entry entry = entries.get(word);
                entry.lines.remove(name);
                wordCount--;
                if (--entry.occurrences == 0) {
                    entries.remove(word);
                }
            }
        }
    }

    @Override
    public Hits query(Query query) {
        Set<String> words = new LinkedHashSet<>();
        query.words().forEach(text -> words.addAll(Words.of(text)));
        if (words.isEmpty()) {
            // What a handler throws is what its caller catches, with code and message.
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT, query.words() + " has no word; a word is made of letters or digits");
        }
        return locked(lock.readLock(), () -> find(words, query.limit()));
    }

    @Override
    public CompletableFuture<Hits> queryLater(Query query) {
        return CompletableFuture.completedFuture(query(query)); // in memory there is nothing to wait for
    }

    private Hits find(Set<String> words, int limit) {
        List<Entry> wanted = words.stream().map(entries::get).toList();
        if (wanted.contains(null)) {
            return new Hits(0, List.of());
        }
        Entry rarest = wanted.stream()
                .min(Comparator.comparingInt(entry -> entry.lines.size()))
                .orElseThrow();
        int total = 0;
        List<Hit> first = new ArrayList<>();
        for (String name : rarest.lines.keySet()) {
            BitSet lines = linesWithAll(wanted, name);
            total += lines.cardinality();
            for (int i = lines.nextSetBit(0); i >= 0 && first.size() < limit; i = lines.nextSetBit(i + 1)) {
                first.add(new Hit(name, i + 1, shortened(documents.get(name).get(i))));
            }
        }
        return new Hits(total, first);
    }

    private static BitSet linesWithAll(List<Entry> wanted, String name) {
        BitSet lines = null;
        for (Entry entry : wanted) {
            BitSet own = entry.lines.get(name);
            if (own == null) {
                return new BitSet();
            }
            if (lines == null) {
                lines = (BitSet) own.clone();
            } else {
                lines.and(own);
            }
        }
        return lines;
    }

    @Override
    public int count(String word) {
        String folded = Words.folded(given(word, "the word"));
        return locked(lock.readLock(), () -> {
            Entry entry = entries.get(folded);
            return entry == null
                    ? 0
                    : entry.lines.values().stream()
                            .mapToInt(BitSet::cardinality)
                            .sum();
        });
    }

    @Override
    public List<String> suggest(String prefix, int limit) {
        String start = Words.folded(given(prefix, "the prefix"));
        return locked(
                lock.readLock(),
                () -> entries.tailMap(start).keySet().stream()
                        .takeWhile(word -> word.startsWith(start))
                        .limit(bounded(limit))
                        .toList());
    }

    @Override
    public Statistics statistics(int top) {
        return locked(lock.readLock(), () -> {
            Map<String, Integer> byType = new TreeMap<>();
            documents.keySet().forEach(name -> byType.merge(type(name), 1, Integer::sum));
            long lines = documents.values().stream().mapToLong(List::size).sum();
            List<WordCount> most = entries.entrySet().stream()
                    .map(entry -> new WordCount(entry.getKey(), entry.getValue().occurrences))
                    .sorted(Comparator.comparingLong(WordCount::count)
                            .reversed()
                            .thenComparing(WordCount::word))
                    .limit(bounded(top))
                    .toList();
            return new Statistics(documents.size(), lines, wordCount, entries.size(), byType, most);
        });
    }

    @Override
    public void seen(String document) {
        seen.computeIfAbsent(given(document, "the document's name"), unused -> new LongAdder())
                .increment();
    }

    @Override
    public Map<String, Long> timesSeen() {
        Map<String, Long> times = new TreeMap<>();
        seen.forEach((document, count) -> times.put(document, count.sum()));
        return times;
    }

    /** A string travels as optional: what was not sent arrives as null. */
    private static String given(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new RpcException(StatusCode.INVALID_ARGUMENT, what + " is missing");
        }
        return text;
    }

    private static int bounded(int limit) {
        if (limit < 0 || limit > MOST_WORDS) {
            throw new RpcException(
                    StatusCode.OUT_OF_RANGE, "at most " + MOST_WORDS + " words can be listed, not " + limit);
        }
        return limit;
    }

    private static String type(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1);
    }

    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST_TEXT ? stripped : stripped.substring(0, LONGEST_TEXT) + "...";
    }

    private static <T> T locked(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
