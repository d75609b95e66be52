package io.nearcall;

import java.util.Objects;
import javax.net.ssl.SSLContext;

/** Keys, trust and demands of TLS connections. */
public final class Tls {
    private final SSLContext context;
    private final boolean clientCertificateRequired;

    private Tls(SSLContext context, boolean clientCertificateRequired) {
        this.context = Objects.requireNonNull(context, "context");
        this.clientCertificateRequired = clientCertificateRequired;
    }

    /** TLS with ready-made keys and trust. */
    public static Tls of(SSLContext context) {
        return new Tls(context, false);
    }

    /** A server with this refuses clients that show no trusted certificate (mutual TLS). */
    public Tls withClientCertificateRequired() {
        return new Tls(context, true);
    }

    /** Keys and trust. */
    public SSLContext context() {
        return context;
    }

    /** Whether clients must show a certificate. */
    public boolean isClientCertificateRequired() {
        return clientCertificateRequired;
    }
}
