package io.nearcall;

import io.nearcall.internal.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where settings come from; immutable.
 *
 * <p>The first of these that has a key wins: {@link #with}, {@link #withArguments}, the system property, the environment ({@code
 * nearcall.target.my-index} is {@code NEARCALL_TARGET_MY_INDEX}), {@code nearcall.properties} in the working directory,
 * {@code nearcall.properties} on the class path.
 */
public final class RpcConfig {
    private static final String FILE = "nearcall.properties";
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

    private final Map<String, String> overrides;
    private final Map<String, String> arguments; // by their names, with the two dashes
    private final Properties workingDirectory;
    private final Properties classPath;

    private record Found(String value, String source) {}

    private RpcConfig(
            Map<String, String> overrides,
            Map<String, String> arguments,
            Properties workingDirectory,
            Properties classPath) {
        this.overrides = overrides;
        this.arguments = arguments;
        this.workingDirectory = workingDirectory;
        this.classPath = classPath;
    }

    /** The settings of this process; reads both files now. */
    public static RpcConfig load() {
        return new RpcConfig(Map.of(), Map.of(), fromWorkingDirectory(), fromClassPath());
    }

    /** These settings with both files as they are now. */
    public RpcConfig reloaded() {
        return new RpcConfig(overrides, arguments, fromWorkingDirectory(), fromClassPath());
    }

    /** These settings with one replaced. */
    public RpcConfig with(String key, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(key, value);
        return new RpcConfig(Map.copyOf(more), arguments, workingDirectory, classPath);
    }

    /**
     * These settings with those of a command line: {@code nearcall.endpoint-file} is {@code --nearcall-endpoint-file=FILE}.
     *
     * <p>Arguments of other names are passed over. Everybody on the machine can read arguments: they are no place for
     * secrets.
     *
     * @throws IllegalArgumentException for one without a value
     */
    public RpcConfig withArguments(String... commandLine) {
        Map<String, String> more = new HashMap<>(arguments);
        for (String argument : commandLine) {
            if (argument.startsWith("--nearcall-")) {
                int equals = argument.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException(argument + " has no value; write " + argument + "=VALUE");
                }
                more.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        return new RpcConfig(overrides, Map.copyOf(more), workingDirectory, classPath);
    }

    /** These settings with the options of {@code endpoint} on top. */
    public RpcConfig with(Endpoint endpoint) {
        RpcConfig config = this;
        for (Map.Entry<String, String> option : endpoint.options().entrySet()) {
            config = config.with("nearcall." + option.getKey(), option.getValue());
        }
        return config;
    }

    /** The text of a setting. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(find(key)).map(Found::value);
    }

    /** A whole number of at least {@code least}. */
    public int integer(String key, int otherwise, int least) {
        Found found = find(key);
        if (found == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(found.value);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad(key, found, "a whole number from " + least);
    }

    /** A size such as {@code 4MiB}, {@code 64KiB} or {@code 100}, in bytes. */
    public long bytes(String key, long otherwise) {
        Found found = find(key);
        if (found == null) {
            return otherwise;
        }
        Matcher matcher = AMOUNT.matcher(found.value);
        long unit = matcher.matches()
                ? switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "", "b" -> 1;
                    case "k", "kb", "kib" -> 1L << 10;
                    case "m", "mb", "mib" -> 1L << 20;
                    case "g", "gb", "gib" -> 1L << 30;
                    default -> 0;
                }
                : 0;
        return times(unit, matcher, key, found, "a size such as 4MiB, 64KiB or 100");
    }

    /** A time such as {@code 30s}, {@code 100ms} or {@code 5m}; {@code off} is zero. */
    public Duration duration(String key, Duration otherwise) {
        Found found = find(key);
        if (found == null) {
            return otherwise;
        }
        if (found.value.equalsIgnoreCase("off")) {
            return Duration.ZERO;
        }
        Matcher matcher = AMOUNT.matcher(found.value);
        long unit = matcher.matches()
                ? switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> 0;
                }
                : 0;
        return Duration.ofNanos(times(unit, matcher, key, found, "a time with its unit such as 30s, 100ms, 5m or off"));
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        Found found = find(key);
        if (found == null) {
            return otherwise;
        }
        if (found.value.equalsIgnoreCase("true") || found.value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(found.value);
        }
        throw bad(key, found, "true or false");
    }

    /** One of the constants of an enum, in any case. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Found found = find(key);
        if (found == null) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        StringBuilder names = new StringBuilder();
        for (E one : all) {
            if (one.name().equalsIgnoreCase(found.value)) {
                return one;
            }
            names.append(names.length() == 0 ? "" : ", ").append(one.name().toLowerCase(Locale.ROOT));
        }
        throw bad(key, found, "one of " + names);
    }

    /**
     * What is set and read by nobody: misspelt, most often, or for a transport that is not installed; sorted.
     *
     * <p>A client and a server warn of each, once in a process.
     */
    public SortedSet<String> unknownKeys() {
        Set<String> known = Keys.known();
        SortedSet<String> unknown = new TreeSet<>(overrides.keySet());
        unknown.addAll(System.getProperties().stringPropertyNames());
        unknown.addAll(workingDirectory.stringPropertyNames());
        unknown.addAll(classPath.stringPropertyNames());
        unknown.removeIf(key -> !key.startsWith("nearcall.") || key.startsWith(Keys.TARGET) || known.contains(key));
        Set<String> variables = known.stream().map(RpcConfig::variable).collect(Collectors.toSet());
        for (String name : System.getenv().keySet()) {
            boolean ours = name.startsWith("NEARCALL_") && !name.startsWith(variable(Keys.TARGET));
            if (ours && !variables.contains(name)) {
                unknown.add(name);
            }
        }
        Set<String> names = known.stream().map(RpcConfig::argument).collect(Collectors.toSet());
        for (String name : arguments.keySet()) {
            if (!names.contains(name) && !name.startsWith(argument(Keys.TARGET))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static String argument(String key) {
        return "--" + key.replace('.', '-');
    }

    /** The environment variable of a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The amount in its unit; a unit of 0 is none that is known. */
    private static long times(long unit, Matcher matcher, String key, Found found, String expected) {
        if (unit == 0) {
            throw bad(key, found, expected);
        }
        long amount = Long.parseLong(matcher.group(1));
        if (amount > Long.MAX_VALUE / unit) {
            throw bad(key, found, expected + ", and a smaller one");
        }
        return amount * unit;
    }

    private static IllegalArgumentException bad(String key, Found found, String expected) {
        return new IllegalArgumentException(
                key + "=" + found.value + " (from " + found.source + "): expected " + expected);
    }

    private Found find(String key) {
        String value = overrides.get(key);
        if (value != null) {
            return new Found(value.strip(), "the program or the endpoint");
        }
        value = arguments.get(argument(key));
        if (value != null) {
            return new Found(value.strip(), "the argument " + argument(key));
        }
        value = System.getProperty(key);
        if (value != null) {
            return new Found(value.strip(), "the system property");
        }
        value = System.getenv(variable(key));
        if (value != null) {
            return new Found(value.strip(), "the environment variable " + variable(key));
        }
        value = workingDirectory.getProperty(key);
        if (value != null) {
            return new Found(value.strip(), FILE + " in the working directory");
        }
        value = classPath.getProperty(key);
        return value == null ? null : new Found(value.strip(), FILE + " on the class path");
    }

    private static Properties fromWorkingDirectory() {
        Properties properties = new Properties();
        Path file = Path.of(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(file.toAbsolutePath() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return properties;
    }

    private static Properties fromClassPath() {
        Properties properties = new Properties();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? RpcConfig.class.getClassLoader() : context;
        try (InputStream in = loader.getResourceAsStream(FILE)) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + " on the class path cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }
}
