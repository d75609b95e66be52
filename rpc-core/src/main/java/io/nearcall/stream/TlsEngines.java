package io.nearcall.stream;

import io.nearcall.Tls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** What both sides of a TLS connection demand of it, and what it then says about the peer. */
final class TlsEngines {
    private static final String PROTOCOL = "nearcall/1";
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private TlsEngines() {}

    static SSLEngine client(Tls tls, String host, int port) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        SSLEngine engine = tls.context().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = common(engine);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!isAddress(name)) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            } catch (IllegalArgumentException e) {
                // Not a name that SNI can carry, such as one with an underscore. The certificate is checked all the
                // same.
            }
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    static SSLEngine server(Tls tls) {
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = common(engine);
        parameters.setNeedClientAuth(tls.isClientCertificateRequired());
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters common(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        List<String> versions = new ArrayList<>(Arrays.asList(parameters.getProtocols()));
        versions.retainAll(VERSIONS);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the SSLContext allows neither of " + VERSIONS + ", only "
                    + Arrays.toString(parameters.getProtocols()));
        }
        parameters.setProtocols(versions.toArray(String[]::new));
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        return parameters;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
