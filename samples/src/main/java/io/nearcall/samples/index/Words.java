package io.nearcall.samples.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits text into words: runs of letters or digits, in lower case. */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (Character.isLetterOrDigit(c)) {
                start = start < 0 ? at : start;
            } else if (start >= 0) {
                words.add(folded(text.substring(start, at)));
                start = -1;
            }
            at += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(folded(text.substring(start)));
        }
        return words;
    }

    static String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
