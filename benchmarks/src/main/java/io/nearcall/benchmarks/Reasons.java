package io.nearcall.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Why rows fall short of their goals, as far as it was found: {@code benchmarks/reasons.properties}, by row id. */
final class Reasons {
    private final Properties texts = new Properties();

    /** Reads the file, in UTF-8. */
    static Reasons read(Path file) throws IOException {
        Reasons reasons = new Reasons();
        try (Reader reader = Files.newBufferedReader(file)) {
            reasons.texts.load(reader);
        }
        return reasons;
    }

    Optional<String> of(Row row) {
        return Optional.ofNullable(texts.getProperty(row.id()));
    }

    Set<String> ids() {
        return texts.stringPropertyNames();
    }
}
