package io.nearcall.stream;

import io.nearcall.PeerIdentity;
import io.nearcall.Tls;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

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

    /** The peer with the names in its certificate. */
    static PeerIdentity named(PeerIdentity peer, SSLSession session) {
        List<String> names = new ArrayList<>();
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                names.add(certificate.getSubjectX500Principal().getName());
                Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
                for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                    if (alternative.get(1) instanceof String name) { // else a form that has no text
                        names.add(name);
                    }
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            // It showed none, and nobody asked it to.
        } catch (CertificateParsingException e) {
            // The subject is all there is.
        }
        return new PeerIdentity(peer.address(), peer.user(), peer.group(), peer.uid(), peer.gid(), peer.pid(), names);
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
