package io.nearcall.internal;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The transports on the class path or module path, by scheme. */
final class Transports {
    /** The schemes that have a module of the project. */
    private static final Map<String, String> OURS = Map.of(
            "uds", "transport-uds",
            "inherited", "transport-uds",
            "shm", "transport-shm",
            "tcp", "transport-tcp",
            "pipe", "transport-pipe",
            "fifo", "transport-pipe",
            "mq", "transport-mq",
            "grpc", "transport-grpc",
            "grpc+uds", "transport-grpc");

    private Transports() {}

    static Transport find(String scheme) {
        Map<String, Transport> installed = installed();
        Transport transport = installed.get(scheme);
        if (transport == null) {
            String module = OURS.get(scheme);
            throw new RpcException(
                    StatusCode.INVALID_ARGUMENT,
                    "no transport for '" + scheme + ":', installed are " + installed.keySet()
                            + (module == null ? "; correct the scheme" : "; add the module " + module),
                    Delivery.NOT_EXECUTED);
        }
        return transport;
    }

    static boolean isInstalled(String scheme) {
        return installed().containsKey(scheme);
    }

    /** Whether none of these endpoints brings replies, as far as that is known. */
    static boolean areOneWay(List<Endpoint> endpoints) {
        Map<String, Transport> installed = installed();
        return endpoints.stream()
                .map(endpoint -> installed.get(endpoint.scheme()))
                .noneMatch(transport -> transport == null || transport.isTwoWay());
    }

    static Map<String, Transport> installed() {
        Map<String, Transport> installed = new TreeMap<>();
        addAll(installed, Thread.currentThread().getContextClassLoader());
        addAll(installed, Transports.class.getClassLoader());
        return installed;
    }

    private static void addAll(Map<String, Transport> installed, ClassLoader loader) {
        if (loader == null) {
            return;
        }
        try {
            for (Transport transport : ServiceLoader.load(Transport.class, loader)) {
                installed.putIfAbsent(transport.scheme(), transport);
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a transport cannot be loaded: " + e.getMessage(), e);
        }
    }
}
