package io.nearcall.internal;

import io.nearcall.Endpoint;
import io.nearcall.RpcConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns what a user typed into endpoints, in order of preference. */
public final class Targets {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final List<String> NEARBY = List.of("shm", "uds");

    private Targets() {}

    /**
     * The endpoints of a target: a name, an endpoint, or a list of both with commas.
     *
     * @throws IllegalArgumentException naming what is wrong with the text
     */
    public static List<Endpoint> resolve(String target, RpcConfig config) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String part : parts(target, "the target")) {
            if (part.indexOf(':') >= 0) {
                endpoints.add(Endpoint.parse(part));
            } else {
                endpoints.addAll(named(part, config));
            }
        }
        return List.copyOf(endpoints);
    }

    private static List<Endpoint> named(String name, RpcConfig config) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is neither a name (letters, digits, '.', '_', '-') nor an endpoint such as uds:greeter");
        }
        String key = Keys.TARGET + name;
        Optional<String> configured = config.get(key);
        List<Endpoint> endpoints = new ArrayList<>();
        if (configured.isPresent()) {
            for (String part : parts(configured.get(), key)) {
                try {
                    endpoints.add(Endpoint.parse(part));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(key + "=" + configured.get() + ": " + e.getMessage(), e);
                }
            }
            return endpoints;
        }
        for (String scheme : NEARBY) {
            if (Transports.isInstalled(scheme)) {
                endpoints.add(Endpoint.parse(scheme + ":" + name));
            }
        }
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' has no entry " + key
                    + " in the configuration and neither transport-shm nor transport-uds is installed");
        }
        return endpoints;
    }

    private static List<String> parts(String list, String what) {
        List<String> parts = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            if (part.isBlank()) {
                throw new IllegalArgumentException(what + " '" + list + "' has an empty place; write name,"
                        + " scheme:address, or several of them with commas");
            }
            parts.add(part.strip());
        }
        return parts;
    }
}
