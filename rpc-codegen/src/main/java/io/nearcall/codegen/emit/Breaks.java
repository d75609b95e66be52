package io.nearcall.codegen.emit;

/** Finds where a line of Java that is too wide can be broken. */
final class Breaks {
    private Breaks() {}

    /**
     * The last of the outermost places up to {@code width}: after a parenthesis, or after a comma within one.
     *
     * @param isRest whether the line goes on from another, so that its commas are within a parenthesis
     * @return -1 if there is none
     */
    static int find(String line, int width, boolean isRest) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        int depth = isRest ? 1 : 0;
        int angles = 0;
        boolean quoted = false;
        for (int i = 0; i < Math.min(line.length() - 1, width); i++) {
            char c = line.charAt(i);
            char next = line.charAt(i + 1);
            if (c == '"' && (i == 0 || line.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
            if (quoted) {
                continue;
            }
            if (c == '<' && next != ' ') {
                angles++;
            } else if (c == '>' && angles > 0) {
                angles--;
            } else if (c == ')') {
                depth--;
            }
            boolean comma = c == ',' && angles == 0 && depth > 0;
            boolean open = c == '(' && next != ')';
            int rank = 2 * depth + (open ? 1 : 0);
            if ((comma || open) && rank <= bestRank) {
                best = i + 1;
                bestRank = rank;
            }
            if (c == '(') {
                depth++;
            }
        }
        return best;
    }
}
