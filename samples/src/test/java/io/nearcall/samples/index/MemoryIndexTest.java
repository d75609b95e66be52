package io.nearcall.samples.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.samples.index.WordIndex.Document;
import io.nearcall.samples.index.WordIndex.Hit;
import io.nearcall.samples.index.WordIndex.Hits;
import io.nearcall.samples.index.WordIndex.Query;
import io.nearcall.samples.index.WordIndex.Statistics;
import io.nearcall.samples.index.WordIndex.WordCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryIndexTest {
    private final MemoryIndex index = new MemoryIndex();

    @Test
    void findsTheLinesThatHaveEveryWordInAnyCase() {
        index.add(new Document("b.md", List.of("One two", "", "  two, ONE; three")));
        index.add(new Document("a.md", List.of("two one?", "one")));
        assertEquals(
                new Hits(
                        3,
                        List.of(
                                new Hit("a.md", 1, "two one?"),
                                new Hit("b.md", 1, "One two"),
                                new Hit("b.md", 3, "two, ONE; three"))),
                index.query(new Query(List.of("one", "Two"), 10)));
        assertEquals(new Hits(0, List.of()), index.query(new Query(List.of("one", "four"), 10)));
    }

    @Test
    void countsAllHitsButListsNoMoreThanAsked() throws Exception {
        index.add(new Document("a", List.of("x", "x x", "y", "x")));
        Hits hits = index.queryLater(new Query(List.of("x"), 2)).get();
        assertEquals(3, hits.total());
        assertEquals(List.of(1, 2), hits.first().stream().map(Hit::line).toList());
        assertEquals(3, index.count("X"));
        assertEquals(0, index.count("nowhere"));
    }

    @Test
    void aDocumentOfTheSameNameReplacesTheOneBefore() {
        assertEquals(3, index.add(new Document("a", List.of("old old words"))));
        assertEquals(2, index.add(new Document("a", List.of("new words"))));
        assertEquals(0, index.count("old"));
        Statistics statistics = index.statistics(1);
        assertEquals(1, statistics.documents());
        assertEquals(2, statistics.words());
        assertEquals(2, statistics.distinctWords());
        assertEquals(List.of(), index.suggest("old", 10));
    }

    @Test
    void statisticsCountTypesAndListTheMostFrequentWords() {
        index.add(new Document("dir.d/README", List.of("a b")));
        index.add(new Document("x.java", List.of("b c", "b c")));
        index.add(new Document("y.java", List.of()));
        Statistics statistics = index.statistics(2);
        assertEquals(Map.of("", 1, "java", 2), statistics.documentsByType());
        assertEquals(List.of(new WordCount("b", 3), new WordCount("c", 2)), statistics.top());
        assertEquals(3, statistics.lines());
    }

    @Test
    void suggestsWordsInOrder() {
        index.add(new Document("a", List.of("tree train transport apple trance")));
        assertEquals(List.of("train", "trance"), index.suggest("Tra", 2));
        assertEquals(List.of(), index.suggest("zz", 2));
    }

    @Test
    void countsWhatWasSeen() {
        index.seen("a");
        index.seen("b");
        index.seen("a");
        assertEquals(Map.of("a", 2L, "b", 1L), index.timesSeen());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new Query(List.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> new Query(List.of("a"), 1_001));
        RpcException noWord = assertThrows(RpcException.class, () -> index.query(new Query(List.of("--"), 1)));
        assertEquals(StatusCode.INVALID_ARGUMENT, noWord.code());
        assertTrue(noWord.getMessage().contains("letters or digits"), noWord.getMessage());
        assertEquals(
                StatusCode.INVALID_ARGUMENT,
                assertThrows(RpcException.class, () -> index.count(null)).code());
        assertEquals(
                StatusCode.OUT_OF_RANGE,
                assertThrows(RpcException.class, () -> index.suggest("a", -1)).code());
    }

    @Test
    void wordsAreRunsOfLettersOrDigitsOfAnyAlphabet() {
        assertEquals(List.of("naïve", "x2", "слово", "𐐨𐐩"), Words.of("«Naïve» x2-СЛОВО 𐐀𐐩"));
        assertEquals(List.of(), Words.of(" .,- "));
    }
}
