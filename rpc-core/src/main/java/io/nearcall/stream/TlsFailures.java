package io.nearcall.stream;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Says in plain words why TLS failed, and the cure. */
public final class TlsFailures {
    private static final String ALERT = "Received fatal alert: ";
    private static final String NO_RECORD = "not an SSL/TLS record"; // in the words of Netty
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "bad_certificate",
            "certificate_required",
            "certificate_unknown",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied");
    private static final String KEYS = "nearcall.tls.certificate and nearcall.tls.key";
    private static final int SHOWN = 24;

    /** A failure in our own words, which need no further explanation. */
    private static final class Explained extends SSLException {
        private static final long serialVersionUID = 1L;

        Explained(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private TlsFailures() {}

    /** The peer's first bytes are something else. */
    static IOException notTls(SSLEngine engine, ByteBuffer first) {
        byte[] bytes = new byte[Math.min(SHOWN, first.remaining())];
        first.get(first.position(), bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
        return new Explained(
                peer(engine) + " does not speak TLS, it sent '" + text + "'; " + plaintextCure(engine), null);
    }

    /** The connection ended during the handshake. */
    static IOException hungUp(SSLEngine engine, boolean peerSpoke, IOException cause) {
        String message = peer(engine) + " closed the connection during the TLS handshake";
        return new Explained(
                peerSpoke ? message : message + "; perhaps it does not speak TLS: " + plaintextCure(engine), cause);
    }

    /** The deadline passed during the handshake. */
    static IOException late(SSLEngine engine, boolean peerSpoke) {
        String message = "the TLS handshake took too long";
        return new SocketTimeoutException(
                peerSpoke
                        ? message + "; " + peer(engine) + " is slow or stalls"
                        : message + ", " + peer(engine) + " sent nothing; perhaps it does not speak TLS: "
                                + plaintextCure(engine));
    }

    /** The bytes ended without a goodbye. */
    static IOException cutOff(SSLEngine engine) {
        return new Explained(
                "the connection ended without a TLS close_notify: " + peer(engine) + " died, or somebody cut it off",
                null);
    }

    /** Renegotiation costs the server much and the client little; only TLS 1.2 has it, and nobody needs it. */
    static IOException renegotiation() {
        return new Explained("the peer asks for a TLS renegotiation, which is refused", null);
    }

    /** The same failure with its reason and cure; what has nothing to do with TLS stays as it is. */
    public static IOException explained(IOException thrown, SSLEngine engine) {
        if (thrown instanceof Explained || !(thrown instanceof SSLException)) {
            return thrown;
        }
        String message =
                String.valueOf(thrown.getMessage()).replaceFirst("^\\([a-z_]+\\) ", ""); // some JDKs name the alert
        String words = message.startsWith(ALERT)
                ? alert(message.substring(ALERT.length()), engine)
                : message.startsWith(NO_RECORD)
                        ? peer(engine) + " does not speak TLS; " + plaintextCure(engine)
                        : certificate(thrown, message, engine);
        return new Explained(words == null ? "TLS with " + peer(engine) + " failed: " + message : words, thrown);
    }

    /** What is wrong with the peer's certificate, null if it is something else. */
    private static String certificate(Throwable thrown, String message, SSLEngine engine) {
        String subject = peer(engine) + "'s certificate ";
        Optional<String> expired = found(CertificateExpiredException.class, thrown);
        if (expired.isPresent()) {
            return subject + "has expired (" + expired.get() + "); renew it";
        }
        Optional<String> early = found(CertificateNotYetValidException.class, thrown);
        if (early.isPresent()) {
            return subject + "is not valid yet (" + early.get() + "); compare the clocks";
        }
        if (found(CertPathBuilderException.class, thrown).isPresent()) {
            return subject + "is not signed by an authority that is trusted here; trust its CA with nearcall.tls.trust";
        }
        Optional<String> invalid = found(CertPathValidatorException.class, thrown);
        if (invalid.isPresent()) {
            return subject + "is not accepted here (" + invalid.get()
                    + "); its chain must lead to a CA in nearcall.tls.trust";
        }
        if (message.startsWith("No subject alternative")
                || message.startsWith("No name matching")
                || message.startsWith("Illegal given domain name")) {
            return subject + "is not for '" + engine.getPeerHost() + "' (" + message
                    + "); connect by a name in the certificate, or issue one with this name";
        }
        if (message.contains("Empty client certificate chain") || message.contains("null cert chain")) {
            return "the client shows no certificate, and this server requires one; give the client keys with " + KEYS;
        }
        return null;
    }

    private static Optional<String> found(Class<? extends Throwable> type, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static String alert(String alert, SSLEngine engine) {
        boolean client = engine.getUseClientMode();
        if (CERTIFICATE_ALERTS.contains(alert)) {
            return client
                    ? "the server refuses this client's certificate or the lack of one (" + alert
                            + "); give the client keys from a CA that the server trusts, with " + KEYS
                    : "the client refuses this server's certificate (" + alert
                            + "); it must trust its CA (nearcall.tls.trust) and connect by a name in the certificate";
        }
        switch (alert) {
            case "no_application_protocol":
                return peer(engine) + " speaks TLS but not Nearcall (" + alert + "); look at the address";
            case "handshake_failure":
                return client
                        ? "the server refuses the TLS handshake (" + alert
                                + "): it has no keys, or it misses a certificate"
                                + " of this client; either side gets keys with " + KEYS
                        : "the client refuses the TLS handshake (" + alert + "): no cipher suits both";
            case "protocol_version":
                return peer(engine) + " does not accept our TLS version (" + alert + ")";
            default:
                return peer(engine) + " ended the connection with the TLS alert " + alert;
        }
    }

    private static String plaintextCure(SSLEngine engine) {
        return engine.getUseClientMode()
                ? "connect with plaintext=true, or give the server keys with " + KEYS
                : "connect with TLS (nearcall.tls.trust), or listen with plaintext=true";
    }

    private static String peer(SSLEngine engine) {
        return engine.getUseClientMode() ? "the server" : "the client";
    }
}
