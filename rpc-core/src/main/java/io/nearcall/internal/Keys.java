package io.nearcall.internal;

import io.nearcall.RpcConfig;
import io.nearcall.transport.Limits;
import io.nearcall.transport.Log;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that somebody reads. */
public final class Keys {
    /** What follows it is a name of the user's. */
    public static final String TARGET = "nearcall.target.";

    private static final List<String> CORE = List.of(
            PublishedEndpoints.KEY,
            Reloads.KEY,
            "nearcall.spin",
            "nearcall.tls.certificate",
            "nearcall.tls.key",
            "nearcall.tls.trust",
            "nearcall.tls.client-certificate",
            "nearcall.limits.handlers");

    /** One word about each is enough. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private Keys() {}

    /** Those of the core and of the transports that are installed. */
    public static Set<String> known() {
        Set<String> known = new HashSet<>(CORE);
        known.addAll(Limits.keys());
        Transports.installed().values().forEach(transport -> known.addAll(transport.keys()));
        return known;
    }

    /** Says what of these settings nobody reads, once in the life of this process. */
    static void warnOfUnknown(RpcConfig config) {
        for (String key : config.unknownKeys()) {
            if (WARNED.add(key)) {
                String hint =
                        nearest(key).map(near -> "; did you mean " + near + "?").orElse("");
                Log.LOG.log(Level.WARNING, "the setting " + key + " is not known and has no effect" + hint);
            }
        }
    }

    private static Optional<String> nearest(String key) {
        String letters = letters(key);
        return known().stream()
                .min(Comparator.<String>comparingInt(known -> distance(letters, letters(known)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(known -> distance(letters, letters(known)) <= 3);
    }

    /** What a key, a variable and an argument have in common. */
    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** How many letters must be changed, added or removed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
