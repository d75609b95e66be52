package io.nearcall.samples.index;

import io.nearcall.OneWay;
import io.nearcall.RemoteService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Finds the lines of documents by their words; a word is a run of letters or digits, in any case. */
@RemoteService
public interface WordIndex {
    /** Adds a document, or replaces the one of the same name; how many words it has. */
    int add(Document document);

    /** The lines that have every word of the query, in the order of their documents' names. */
    Hits query(Query query);

    /** {@link #query} without waiting: ask many things at once, collect the answers later. */
    CompletableFuture<Hits> queryLater(Query query);

    /** How many lines have the word. */
    int count(String word);

    /** At most {@code limit} words that begin with {@code prefix}, in the order of the alphabet. */
    List<String> suggest(String prefix, int limit);

    /** What the index holds, with its {@code top} most frequent words. */
    Statistics statistics(int top);

    /** Says that someone was shown a document; nobody waits for it. */
    @OneWay
    void seen(String document);

    /** How often each document was shown. */
    Map<String, Long> timesSeen();

    /** A text by name; a list that is sent is never null on arrival. */
    record Document(String name, List<String> lines) {}

    /**
     * What is asked.
     *
     * @param words the lines must have all of them
     * @param limit how many lines the answer lists, at most {@link #MAX_LIMIT}
     */
    record Query(List<String> words, int limit) {
        /** So many lines fit a message with ease. */
        public static final int MAX_LIMIT = 1_000;

        /** Runs on both sides: a client cannot build a bad query, and a server refuses one that was sent anyway. */
        public Query {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a query needs at least one word");
            }
            if (limit < 0 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 0 to " + MAX_LIMIT + ", is " + limit);
            }
        }
    }

    /** One line that was found; lines count from 1. */
    record Hit(String document, int line, String text) {}

    /** The first lines that were found, and how many there are in all. */
    record Hits(int total, List<Hit> first) {}

    /** A word and how many times it occurs. */
    record WordCount(String word, long count) {}

    /** How much there is; {@code documentsByType} counts by the end of the name such as {@code java}. */
    record Statistics(
            int documents,
            long lines,
            long words,
            int distinctWords,
            Map<String, Integer> documentsByType,
            List<WordCount> top) {}
}
