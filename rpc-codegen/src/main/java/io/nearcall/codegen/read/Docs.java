package io.nearcall.codegen.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes plain text from Javadoc. */
final class Docs {
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@\\w");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+(?:[^{}]*#)?([^{}]*)\\}");
    private static final Pattern HTML = Pattern.compile("</?[a-zA-Z][^>]*>");

    private Docs() {}

    /** What stands before the first block tag; empty without documentation. */
    static String main(String doc) {
        if (doc == null) {
            return "";
        }
        Matcher tag = BLOCK_TAG.matcher(doc);
        return plain(tag.find() ? doc.substring(0, tag.start()) : doc);
    }

    /** What a {@code @param} says about a name; empty if it says nothing. */
    static String param(String doc, String name) {
        if (doc == null) {
            return "";
        }
        Matcher param = Pattern.compile("(?ms)^\\s*@param\\s+" + Pattern.quote(name) + "\\s+(.*?)(?=^\\s*@\\w|\\z)")
                .matcher(doc);
        return param.find() ? plain(param.group(1)) : "";
    }

    private static String plain(String doc) {
        String text = INLINE_TAG.matcher(doc).replaceAll("$1");
        text = HTML.matcher(text).replaceAll("");
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return text.strip().replaceAll("[ \t]*\r?\n[ \t]*", "\n").replaceAll("\n{3,}", "\n\n");
    }
}
