package io.nearcall;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Keys and values that travel beside a call; immutable.
 *
 * <p>Keys are lower-case ASCII letters, digits, {@code -}, {@code _} and {@code .}. A key that ends in {@code -bin} has
 * bytes as its value, every other one printable ASCII, as in gRPC. A key may occur more than once; the
 * order of its values is kept, the order of keys says nothing.
 */
public final class Metadata {
    /** No entries. */
    public static final Metadata EMPTY = new Metadata(List.of());

    private static final int ENTRY = 32;

    private final List<Entry> entries;

    private record Entry(String key, byte[] value) {}

    private Metadata(List<Entry> entries) {
        this.entries = entries;
    }

    /** This metadata and one more text entry. */
    public Metadata with(String key, String value) {
        if (checked(key).endsWith("-bin")) {
            throw new IllegalArgumentException("metadata key '" + key + "' is binary; pass bytes");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException("metadata '" + key + "' has a character that is not printable ASCII"
                        + " at index " + i + "; use a key that ends in -bin");
            }
        }
        return plus(new Entry(key, value.getBytes(StandardCharsets.US_ASCII)));
    }

    /** This metadata and one more binary entry; the key ends in {@code -bin}. */
    public Metadata with(String key, byte[] value) {
        if (!checked(key).endsWith("-bin")) {
            throw new IllegalArgumentException("metadata key '" + key + "' must end in -bin to carry bytes");
        }
        return plus(new Entry(key, value.clone()));
    }

    /** The entries of one key. */
    public Metadata only(String key) {
        List<Entry> some =
                entries.stream().filter(entry -> entry.key.equals(key)).toList();
        return some.isEmpty() ? EMPTY : new Metadata(some);
    }

    /** This metadata, then the entries of {@code more}. */
    public Metadata with(Metadata more) {
        if (entries.isEmpty() || more.entries.isEmpty()) {
            return entries.isEmpty() ? more : this;
        }
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(more.entries);
        return new Metadata(all);
    }

    /** The last value of a text key. */
    public Optional<String> text(String key) {
        if (key.endsWith("-bin")) {
            throw new IllegalArgumentException("metadata key '" + key + "' is binary; ask for bytes");
        }
        return last(key).map(value -> new String(value, StandardCharsets.US_ASCII));
    }

    /** A copy of the last value of a binary key. */
    public Optional<byte[]> bytes(String key) {
        return last(key).map(byte[]::clone);
    }

    /** Visits every entry in order; values are copies of the raw bytes. */
    public void forEach(BiConsumer<String, byte[]> visitor) {
        for (Entry entry : entries) {
            visitor.accept(entry.key, entry.value.clone());
        }
    }

    /** Whether there is no entry. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Bytes counted against the metadata limit: those of keys and values, and 32 for each entry, as HTTP/2 counts. */
    public int size() {
        int size = 0;
        for (Entry entry : entries) {
            size += ENTRY + entry.key.length() + entry.value.length;
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metadata that && entries.size() == that.entries.size() && byKey().equals(that.byKey());
    }

    @Override
    public int hashCode() {
        return byKey().hashCode();
    }

    private Map<String, List<ByteBuffer>> byKey() {
        Map<String, List<ByteBuffer>> values = new HashMap<>();
        for (Entry entry : entries) {
            values.computeIfAbsent(entry.key, key -> new ArrayList<>()).add(ByteBuffer.wrap(entry.value));
        }
        return values;
    }

    /** The keys; values may be secrets and are not shown. */
    @Override
    public String toString() {
        return entries.stream().map(Entry::key).toList().toString();
    }

    private Optional<byte[]> last(String key) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).key.equals(key)) {
                return Optional.of(entries.get(i).value);
            }
        }
        return Optional.empty();
    }

    private Metadata plus(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Metadata(more);
    }

    private static String checked(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a metadata key is empty");
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (!allowed) {
                throw new IllegalArgumentException(
                        "metadata key '" + key + "' may have only lower-case letters, digits, '-', '_' and '.'");
            }
        }
        return key;
    }
}
