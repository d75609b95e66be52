package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java source being written, line by line.
 *
 * <p>Lines are indented by the braces at their ends. In a text, {@code $java.util.List} is a class to import and {@code
 * %s} is the next argument.
 */
final class Code {
    private static final Pattern CLASS = Pattern.compile("\\$((?:[a-z]\\w*\\.)+)([A-Z]\\w*(?:\\.[A-Z]\\w*)*)");
    private static final int WIDTH = 120;

    private final Imports imports;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    Code(Imports imports) {
        this(imports, 0);
    }

    /** Source that starts within {@code depth} pairs of braces. */
    Code(Imports imports, int depth) {
        this.imports = imports;
        this.depth = depth;
    }

    /** Appends lines; indentation in {@code lines} does not count. */
    Code add(String lines, Object... args) {
        String filled = fill(lines, args);
        for (String line : filled.split("\n", -1)) {
            if (!(line.isBlank() && filled.endsWith("\n" + line))) {
                line(line.strip());
            }
        }
        return this;
    }

    /** The text with its names and arguments in place. */
    String fill(String template, Object... args) {
        Object[] texts = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i] instanceof JavaType type ? imports.name(type) : args[i];
        }
        String named = CLASS.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(imports.name(JavaType.of(
                        match.group(1).substring(0, match.group(1).length() - 1), match.group(2)))));
        return args.length == 0 ? named : named.formatted(texts);
    }

    /** An empty line. */
    Code gap() {
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void line(String line) {
        if (line.isEmpty()) {
            gap();
            return;
        }
        if (line.startsWith("*")) {
            text.append("    ".repeat(depth)).append(' ').append(line).append('\n');
            return;
        }
        if (line.startsWith("}")) {
            depth--;
        }
        boolean continues = line.startsWith("+ ");
        indented(line, continues ? depth + 2 : depth);
        if (line.endsWith("{")) {
            depth++;
        }
    }

    /** A line that is too wide is broken. */
    private void indented(String line, int level) {
        String indent = "    ".repeat(level);
        if (indent.length() + line.length() <= WIDTH) {
            text.append(indent).append(line).append('\n');
            return;
        }
        int at = Breaks.find(line, WIDTH - indent.length(), false);
        if (at < 0) {
            text.append(indent).append(line).append('\n');
            return;
        }
        text.append(indent).append(line, 0, at).append('\n');
        indentedRest(line.substring(at).strip(), level + 2);
    }

    private void indentedRest(String line, int level) {
        String indent = "    ".repeat(level);
        int at = indent.length() + line.length() <= WIDTH ? -1 : Breaks.find(line, WIDTH - indent.length(), true);
        text.append(indent)
                .append(at < 0 ? line : line.substring(0, at).stripTrailing())
                .append('\n');
        if (at >= 0) {
            indentedRest(line.substring(at).strip(), level);
        }
    }
}
