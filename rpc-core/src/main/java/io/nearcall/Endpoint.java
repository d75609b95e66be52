package io.nearcall;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address: {@code scheme:address?option=value&option=value}.
 *
 * <p>A comma, percent sign, question mark, ampersand or white space inside the address or an option's value is
 * percent-encoded in the text form.
 *
 * @param scheme names the transport, for example {@code uds}
 * @param address what the transport understands, for example {@code /run/greeter.sock} or {@code localhost:7001}
 * @param options settings for this endpoint alone; option {@code spin} overrides the key {@code nearcall.spin}
 */
public record Endpoint(String scheme, String address, Map<String, String> options) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern TEXT = Pattern.compile("(" + SCHEME + "):([^?]*)(?:\\?(.*))?", Pattern.DOTALL);

    /**
     * Copies the options, keeping their order.
     *
     * @throws IllegalArgumentException for what has no text form: a scheme or an option's name with other characters than
     *     letters, digits and few signs, or no address
     */
    public Endpoint {
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("'" + scheme + "' is not a scheme; write one such as uds or tcp");
        }
        if (address.isEmpty()) {
            throw new IllegalArgumentException("'" + scheme + ":' has no address after the colon");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        for (String option : options.keySet()) {
            if (!OPTION.matcher(option).matches()) {
                throw new IllegalArgumentException("'" + scheme + ":" + address + "': '" + option
                        + "' is not an option's name; use letters, digits, '.', '-' and '_'");
            }
        }
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public static Endpoint parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an endpoint; write scheme:address such as uds:greeter or tcp://localhost:7001");
        }
        String scheme = matcher.group(1);
        String address = matcher.group(2);
        if (isPort(address)) {
            throw new IllegalArgumentException("'" + text + "' has no scheme; write tcp://" + text.strip() + ", or "
                    + scheme + "://" + address + " if " + scheme + " is the scheme");
        }
        String bare = address.startsWith("//") ? address.substring(2) : address;
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no address after the colon");
        }
        return new Endpoint(scheme, decoded(bare, text), parsedOptions(matcher.group(3), text));
    }

    /** This endpoint at another address, for a port that was resolved. */
    public Endpoint withAddress(String newAddress) {
        return new Endpoint(scheme, newAddress, options);
    }

    /** The text form; {@link #parse} reads it back. */
    @Override
    public String toString() {
        boolean hostAndPort = !scheme.equals("uds") && address.lastIndexOf(':') > 0 && !address.startsWith("/");
        boolean slashes = hostAndPort || isPort(address) || address.startsWith("//");
        String path = scheme + (slashes ? "://" : ":") + encoded(address);
        if (options.isEmpty()) {
            return path;
        }
        StringJoiner query = new StringJoiner("&", path + "?", "");
        options.forEach((key, value) -> query.add(key + "=" + encoded(value)));
        return query.toString();
    }

    private static Map<String, String> parsedOptions(String query, String text) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "': option '" + option + "' is not of the form key=value");
            }
            String key = option.substring(0, equals);
            if (options.put(key, decoded(option.substring(equals + 1), text)) != null) {
                throw new IllegalArgumentException("'" + text + "': option '" + key + "' is given twice");
            }
        }
        return options;
    }

    /** Whether what follows the colon makes a host and its port of what looks like a scheme. */
    private static boolean isPort(String address) {
        return !address.isEmpty() && address.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Also encodes white space, which would be cut off at the ends of an entry of a list. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ("%,?&".indexOf(c) >= 0 || Character.isWhitespace(c)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            } else {
                encoded.appendCodePoint(c);
            }
        });
        return encoded.toString();
    }

    private static String decoded(String text, String whole) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out[length++] = in[i];
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("'" + whole + "' has a % without two hex digits; write %25 for '%'");
            }
            out[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("'" + whole + "' has %-encoded bytes that are not UTF-8", e);
        }
    }
}
