package io.nearcall.codegen.model;

import java.util.Locale;

/** Turns Java names into protobuf names. */
public final class Naming {
    /** What the constant 0 of each enum is called, behind the enum's name. */
    public static final String ZERO = "UNSPECIFIED";

    private Naming() {}

    /** {@code greetLater} becomes {@code GreetLater}. */
    public static String upperCamel(String javaName) {
        String name = ascii(javaName);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** {@code firstName} becomes {@code first_name}, {@code userID} becomes {@code user_id}. */
    public static String lowerSnake(String javaName) {
        String name = ascii(javaName);
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && startsWord(name, i)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    /** {@code firstName} becomes {@code FIRST_NAME}; what is upper snake already stays. */
    public static String upperSnake(String javaName) {
        return lowerSnake(javaName).toUpperCase(Locale.ROOT);
    }

    /** As {@link #upperSnake}, but for the name that an enum's constant 0 has already. */
    public static String constant(String javaName) {
        String name = upperSnake(javaName);
        return name.equals(ZERO) ? "UNSPECIFIED_VALUE" : name;
    }

    /** {@code first_name} becomes {@code firstName}: the name in protobuf's JSON, which must be unique too. */
    public static String json(String protoName) {
        StringBuilder json = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < protoName.length(); i++) {
            char c = protoName.charAt(i);
            if (c == '_') {
                upper = true;
                continue;
            }
            json.append(upper ? Character.toUpperCase(c) : c);
            upper = false;
        }
        return json.toString();
    }

    /** {@code URLPath} stays, {@code FirstName} becomes {@code firstName}: what the Beans specification says. */
    public static String decapitalized(String name) {
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym && Character.isUpperCase(name.charAt(0))
                ? name
                : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** Only what protobuf allows in a name: other letters become {@code u} and four hex digits. */
    public static String ascii(String javaName) {
        StringBuilder ascii = new StringBuilder();
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean inner = (c >= '0' && c <= '9') || c == '_';
            if (letter || (inner && ascii.length() > 0)) {
                ascii.append(c);
            } else if (c != '_' && c != '$') {
                ascii.append('u').append(String.format(Locale.ROOT, "%04x", (int) c));
            }
        }
        return ascii.length() == 0 ? "x" : ascii.toString();
    }

    private static boolean startsWord(String name, int i) {
        char before = name.charAt(i - 1);
        if (before == '_') {
            return false;
        }
        boolean nextIsLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return !Character.isUpperCase(before) || nextIsLower;
    }
}
