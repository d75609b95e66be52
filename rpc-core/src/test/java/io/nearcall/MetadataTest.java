package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataTest {
    @Test
    void theLastValueOfAKeyIsTheOneThatIsRead() {
        Metadata metadata = Metadata.EMPTY.with("a", "1").with("b", "2").with("a", "3");
        assertEquals(Optional.of("3"), metadata.text("a"));
        assertEquals(Optional.of("2"), metadata.text("b"));
        assertEquals(Optional.empty(), metadata.text("c"));
        assertEquals(Optional.empty(), metadata.bytes("c-bin"));
    }

    @Test
    void allEntriesAreVisitedInOrder() {
        List<String> visited = new ArrayList<>();
        Metadata.EMPTY
                .with("b", "1")
                .with("a-bin", new byte[] {7})
                .with("b", "")
                .forEach((key, value) -> visited.add(key + "=" + value.length));
        assertEquals(List.of("b=1", "a-bin=1", "b=0"), visited);
    }

    @Test
    void addingLeavesTheOriginalAlone() {
        Metadata one = Metadata.EMPTY.with("a", "1");
        Metadata two = one.with("b", "2");
        assertTrue(Metadata.EMPTY.isEmpty());
        assertFalse(one.isEmpty());
        assertEquals(Optional.empty(), one.text("b"));
        assertEquals(Optional.of("2"), two.text("b"));
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] value = {1, 2};
        Metadata metadata = Metadata.EMPTY.with("k-bin", value);
        value[0] = 9;
        metadata.bytes("k-bin").orElseThrow()[0] = 9;
        metadata.forEach((key, visited) -> visited[0] = 9);
        assertArrayEquals(new byte[] {1, 2}, metadata.bytes("k-bin").orElseThrow());
    }

    @Test
    void sizeCountsKeysValuesAndAShareForEachEntry() {
        assertEquals(0, Metadata.EMPTY.size());
        assertEquals(
                32 + 1 + 3 + 32 + 5 + 2,
                Metadata.EMPTY.with("a", "xyz").with("k-bin", new byte[2]).size());
    }

    @Test
    void equalValuesOfEachKeyAreEqual() {
        Metadata one = Metadata.EMPTY.with("a", "1").with("b-bin", new byte[] {1});
        Metadata same = Metadata.EMPTY.with("a", "1").with("b-bin", new byte[] {1});
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertEquals(one, Metadata.EMPTY.with("b-bin", new byte[] {1}).with("a", "1"));
        Metadata twice = Metadata.EMPTY.with("a", "1").with("a", "2");
        assertNotEquals(twice, Metadata.EMPTY.with("a", "2").with("a", "1"));
        assertNotEquals(one, Metadata.EMPTY.with("a", "1").with("b-bin", new byte[] {2}));
        assertNotEquals(one, Metadata.EMPTY.with("a", "1"));
        assertFalse(one.equals(null));
    }

    @Test
    void valuesMayBeSecretsAndAreNotShown() {
        assertEquals(
                "[token, k-bin]",
                Metadata.EMPTY
                        .with("token", "secret")
                        .with("k-bin", new byte[1])
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a b", "é", "a:b", "a/b", "a\n"})
    void otherCharactersInAKeyAreRefused(String key) {
        assertEquals(
                "metadata key '" + key + "' may have only lower-case letters, digits, '-', '_' and '.'",
                refusal(() -> Metadata.EMPTY.with(key, "x")));
        assertThrows(IllegalArgumentException.class, () -> Metadata.EMPTY.with(key + "-bin", new byte[0]));
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertEquals("a metadata key is empty", refusal(() -> Metadata.EMPTY.with("", "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xé", "x\n", "x\u007f", "x\0"})
    void textThatIsNotPrintableAsciiIsRefusedWithItsIndex(String value) {
        assertEquals(
                "metadata 'k' has a character that is not printable ASCII at index 1; use a key that ends in -bin",
                refusal(() -> Metadata.EMPTY.with("k", value)));
    }

    @Test
    void allPrintableAsciiIsText() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        assertEquals(
                Optional.of(all.toString()),
                Metadata.EMPTY.with("k_1.x-y", all.toString()).text("k_1.x-y"));
    }

    @Test
    void textAndBytesAreToldApartByTheKey() {
        assertEquals("metadata key 'k-bin' is binary; pass bytes", refusal(() -> Metadata.EMPTY.with("k-bin", "x")));
        assertEquals(
                "metadata key 'k' must end in -bin to carry bytes",
                refusal(() -> Metadata.EMPTY.with("k", new byte[1])));
        assertEquals("metadata key 'k-bin' is binary; ask for bytes", refusal(() -> Metadata.EMPTY.text("k-bin")));
    }

    private static String refusal(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }
}
