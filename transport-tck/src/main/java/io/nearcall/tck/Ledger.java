package io.nearcall.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes how each test ended to {@code target/contract/<class>.tsv}, for {@link CapabilityTable}. */
final class Ledger implements TestWatcher, BeforeAllCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Ledger.class);

    /** Made by JUnit. */
    Ledger() {}

    /** One line: transport, chapter, test, outcome, reason. */
    private static final class Lines {
        final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Lines.class, new Lines());
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        add(context, "passed", "");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        add(context, "skipped", reason.orElse(""));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        add(context, "skipped", String.valueOf(cause.getMessage()));
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        add(context, "failed", String.valueOf(cause.getMessage()));
    }

    private static void add(ExtensionContext context, String outcome, String reason) {
        String chapter = context.getRequiredTestMethod().getDeclaringClass().getSimpleName();
        List<String> cells = List.of(
                Contract.of(context).title(),
                chapter,
                context.getRequiredTestMethod().getName(),
                outcome,
                reason.replaceAll("\\s+", " "));
        context.getStore(NAMESPACE).get(Lines.class, Lines.class).lines.add(String.join("\t", cells));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Path directory = Path.of(System.getProperty("basedir", "."), "target", "contract");
        String name = context.getRequiredTestClass().getSimpleName() + ".tsv";
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(name), context.getStore(NAMESPACE).get(Lines.class, Lines.class).lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
