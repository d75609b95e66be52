package io.nearcall.codegen.baseline;

import io.nearcall.codegen.baseline.Schema.Field;
import io.nearcall.codegen.baseline.Schema.Numbered;
import io.nearcall.codegen.baseline.Schema.Range;
import io.nearcall.codegen.baseline.Schema.Rpc;
import io.nearcall.codegen.model.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code .proto} in the part of the language that our processor writes. */
final class SchemaReader {
    private static final Pattern TOKEN = Pattern.compile("//[^\\n]*|\"[^\"]*\"|[\\w.]+|[^\\s\\w]");

    private final List<String> tokens = new ArrayList<>();

    /** The last line of comment before a token, by the token's place. */
    private final Map<Integer, String> comments = new HashMap<>();

    private String pkg = "";
    private String service;
    private final Map<String, Rpc> methods = new LinkedHashMap<>();
    private final Map<String, Numbered<Field>> messages = new LinkedHashMap<>();
    private final Map<String, Numbered<String>> enums = new LinkedHashMap<>();
    private int at;

    private SchemaReader(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (matcher.group().startsWith("//")) {
                comments.put(tokens.size(), matcher.group().substring(2).strip());
            } else {
                tokens.add(matcher.group());
            }
        }
    }

    /**
     * What the text says.
     *
     * @throws IllegalArgumentException for a text that our processor does not write
     */
    static Schema read(String text) {
        try {
            return new SchemaReader(text).file();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    private Schema file() {
        while (at < tokens.size()) {
            String word = next();
            switch (word) {
                case "syntax", "import", "option" -> skipTo(";");
                case "package" -> {
                    pkg = next();
                    take(";");
                }
                case "service" -> service();
                case "message" -> messages.put(next(), message());
                case "enum" -> enums.put(next(), enumeration());
                default -> throw unexpected(word);
            }
        }
        if (service == null) {
            throw new IllegalArgumentException("it has no service");
        }
        return new Schema(pkg.isEmpty() ? service : pkg + "." + service, methods, messages, enums);
    }

    private void service() {
        service = next();
        take("{");
        while (!tryTake("}")) {
            if (tryTake("option")) {
                skipTo(";");
                continue;
            }
            boolean isOneWay = Traces.ONE_WAY.equals(comment());
            take("rpc");
            methods.put(next(), rpc(isOneWay));
        }
    }

    private Rpc rpc(boolean isOneWay) {
        take("(");
        boolean isRequestStream = tryTake("stream");
        String request = type();
        take(")");
        take("returns");
        take("(");
        boolean isReplyStream = tryTake("stream");
        String reply = type();
        take(")");
        boolean isIdempotent = false;
        if (!tryTake(";")) {
            take("{");
            while (!tryTake("}")) {
                take("option");
                isIdempotent |= next().equals("idempotency_level");
                skipTo(";");
            }
        }
        return new Rpc(request, isRequestStream, reply, isReplyStream, isIdempotent, isOneWay);
    }

    private Numbered<Field> message() {
        Numbered<Field> message = new Numbered<>(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashSet<>());
        take("{");
        while (!tryTake("}")) {
            String reference = Traces.referred(comment());
            if (isNext("option", "deprecated")) {
                skipTo(";");
            } else if (tryTake("reserved")) {
                reserved(message.numbers(), message.names());
            } else if (tryTake("oneof")) {
                String oneof = next();
                take("{");
                while (!tryTake("}")) {
                    field(message, "", type(), oneof, "");
                }
            } else if (tryTake("map")) {
                take("<");
                String key = type();
                take(",");
                String value = type();
                take(">");
                field(message, "map", key + " to " + value, "", "");
            } else if (tryTake("repeated")) {
                field(message, "repeated", type(), "", reference);
            } else {
                tryTake("optional"); // the same bytes
                field(message, "", type(), "", reference);
            }
        }
        return message;
    }

    private void field(Numbered<Field> message, String label, String type, String oneof, String comment) {
        String reference = type.equals("uint64") ? comment : ""; // else it is the author's own
        if (reference.contains(" ")) { // as "a Listener", in place of the full name
            throw new IllegalArgumentException("its references are written as before 0.1");
        }
        String name = next();
        take("=");
        message.parts().put(Integer.parseInt(next()), new Field(name, label, type, oneof, reference));
        endOfPart();
    }

    private Numbered<String> enumeration() {
        Numbered<String> type = new Numbered<>(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashSet<>());
        take("{");
        while (!tryTake("}")) {
            if (isNext("option", "deprecated")) {
                skipTo(";");
            } else if (tryTake("reserved")) {
                reserved(type.numbers(), type.names());
            } else {
                String name = next();
                take("=");
                type.parts().put(number(), name);
                endOfPart();
            }
        }
        return type;
    }

    private void endOfPart() {
        if (tryTake("[")) {
            skipTo("]");
        }
        take(";");
    }

    private void reserved(List<Range> numbers, Set<String> names) {
        do {
            if (tokens.get(at).startsWith("\"")) {
                String quoted = next();
                names.add(quoted.substring(1, quoted.length() - 1));
            } else {
                int first = number();
                numbers.add(new Range(first, tryTake("to") ? tryTake("max") ? Integer.MAX_VALUE : number() : first));
            }
        } while (tryTake(","));
        take(";");
    }

    // ---- words

    private int number() {
        return tryTake("-") ? -Integer.parseInt(next()) : Integer.parseInt(next());
    }

    /** The name of a type, without this file's package, which may stand before it. */
    private String type() {
        String name = next();
        String full = name.startsWith(".") ? name.substring(1) : name;
        return !pkg.isEmpty() && full.startsWith(pkg + ".") ? full.substring(pkg.length() + 1) : full;
    }

    private String comment() {
        return comments.getOrDefault(at, "");
    }

    private String next() {
        return tokens.get(at++);
    }

    private void take(String wanted) {
        String word = next();
        if (!word.equals(wanted)) {
            throw unexpected(word);
        }
    }

    private boolean tryTake(String wanted) {
        boolean there = tokens.get(at).equals(wanted);
        at += there ? 1 : 0;
        return there;
    }

    private boolean isNext(String first, String second) {
        return tokens.get(at).equals(first) && tokens.get(at + 1).equals(second);
    }

    private void skipTo(String last) {
        while (!next().equals(last)) {
            // on
        }
    }

    private static IllegalArgumentException unexpected(String word) {
        return new IllegalArgumentException("'" + word + "' is unexpected there");
    }
}
