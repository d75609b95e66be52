package io.nearcall.codegen.emit;

/** Text of a {@code .proto} being written. */
final class ProtoText {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    ProtoText line(String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
        return this;
    }

    ProtoText gap() {
        text.append('\n');
        return this;
    }

    /** Nothing for an empty text. */
    ProtoText comment(String comment) {
        if (!comment.isEmpty()) {
            comment.lines().forEach(each -> line(each.isEmpty() ? "//" : "// " + each));
        }
        return this;
    }

    ProtoText open(String head) {
        line(head + " {");
        depth++;
        return this;
    }

    ProtoText close() {
        depth--;
        if (text.charAt(text.length() - 2) == '{') {
            text.setLength(text.length() - 1);
            text.append("}\n");
            return this;
        }
        return line("}");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
