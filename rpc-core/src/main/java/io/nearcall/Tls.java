package io.nearcall;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys, trust and demands of TLS connections; immutable.
 *
 * <p>Files are PEM and are read at once: certificates, the own one first, and PKCS#8 keys (RSA, EC, Ed25519). Mutual TLS:
 *
 * <pre>{@code
 * Tls server = Tls.server(certificate, key).withTrust(ca).withClientCertificateRequired();
 * Tls client = Tls.client(ca).withKeys(certificate, key);
 * }</pre>
 */
public final class Tls {
    private static final String CERTIFICATE = "nearcall.tls.certificate";
    private static final String KEY = "nearcall.tls.key";
    private static final String TRUST = "nearcall.tls.trust";
    private static final String CLIENT_CERTIFICATE = "nearcall.tls.client-certificate";
    private static final Pattern FAMILY = Pattern.compile("(?i)nearcall[._]tls[._]"); // of keys and of variables
    private static final String SYSTEM = "system";

    private final SSLContext context;
    private final boolean readyMade;
    private final Keys keys; // null: none
    private final List<X509Certificate> trusted; // null: what the Java runtime trusts
    private final boolean clientCertificateRequired;

    private enum ClientCertificate {
        NONE,
        REQUIRED
    }

    private record Keys(PrivateKey key, List<X509Certificate> chain) {}

    private Tls(
            SSLContext context,
            boolean readyMade,
            Keys keys,
            List<X509Certificate> trusted,
            boolean clientCertificateRequired) {
        this.context = context;
        this.readyMade = readyMade;
        this.keys = keys;
        this.trusted = trusted;
        this.clientCertificateRequired = clientCertificateRequired;
    }

    /** TLS with ready-made keys and trust. */
    public static Tls of(SSLContext context) {
        return new Tls(Objects.requireNonNull(context, "context"), true, null, null, false);
    }

    /**
     * A server's side: its certificate, followed by those between it and the CA, and its key.
     *
     * @throws IllegalArgumentException when a file is missing, damaged or of another kind, with the cure
     */
    public static Tls server(Path certificateChainPem, Path privateKeyPem) {
        return made(keys(certificateChainPem, privateKeyPem), null, false);
    }

    /**
     * A client's side, which trusts the CAs in a file and no other.
     *
     * @throws IllegalArgumentException when the file is missing, damaged or of another kind, with the cure
     */
    public static Tls client(Path trustedCaPem) {
        return made(null, Pem.certificates(trustedCaPem), false);
    }

    /** A client's side, which trusts the CAs that the Java runtime trusts. */
    public static Tls client() {
        return made(null, null, false);
    }

    /**
     * TLS by configuration: {@code nearcall.tls.certificate} and {@code nearcall.tls.key} name PEM files, {@code
     * nearcall.tls.trust} a PEM file of CAs or {@code system} for those of the Java runtime, and {@code
     * nearcall.tls.client-certificate} is {@code required} or {@code none}; empty without any of them.
     *
     * @throws IllegalArgumentException when the keys do not go together or a file is not usable, with the cure
     */
    public static Optional<Tls> fromConfig(RpcConfig config) {
        refuseUnknown(config);
        Optional<String> certificate = config.get(CERTIFICATE);
        Optional<String> key = config.get(KEY);
        Optional<String> trust = config.get(TRUST);
        Optional<Path> authorities =
                trust.filter(value -> !value.equals(SYSTEM)).map(Path::of);
        boolean required = config.choice(CLIENT_CERTIFICATE, ClientCertificate.NONE) == ClientCertificate.REQUIRED;
        demand(certificate.isPresent(), key.isPresent(), KEY, CERTIFICATE);
        demand(key.isPresent(), certificate.isPresent(), CERTIFICATE, KEY);
        demand(certificate.isPresent(), required, CLIENT_CERTIFICATE + "=required", CERTIFICATE);
        demand(authorities.isPresent(), required, CLIENT_CERTIFICATE + "=required", TRUST + ", the CA of the clients");
        if (certificate.isEmpty() && trust.isEmpty()) {
            return Optional.empty();
        }
        Keys own = certificate.isPresent() ? keys(Path.of(certificate.get()), Path.of(key.get())) : null;
        List<X509Certificate> trusted = authorities.map(Pem::certificates).orElse(null);
        return Optional.of(made(own, trusted, required)); // once: it may read the runtime's own CAs
    }

    /** A warning is too little here: misspelt, a client's certificate would not be asked for. */
    private static void refuseUnknown(RpcConfig config) {
        for (String key : config.unknownKeys()) {
            if (FAMILY.matcher(key).lookingAt()) {
                throw new IllegalArgumentException(key + ": there is no such setting; there are "
                        + String.join(", ", CERTIFICATE, KEY, TRUST, CLIENT_CERTIFICATE));
            }
        }
    }

    /** These keys as well: the certificate a client shows, or a server. */
    public Tls withKeys(Path certificateChainPem, Path privateKeyPem) {
        requireOwn();
        return made(keys(certificateChainPem, privateKeyPem), trusted, clientCertificateRequired);
    }

    /** Trusts the CAs in a file and no other. */
    public Tls withTrust(Path caPem) {
        requireOwn();
        return made(keys, Pem.certificates(caPem), clientCertificateRequired);
    }

    /**
     * A server with this refuses clients that show no trusted certificate (mutual TLS).
     *
     * @throws IllegalStateException without {@link #withTrust}: every public CA's customers would pass
     */
    public Tls withClientCertificateRequired() {
        if (!readyMade && trusted == null) {
            throw new IllegalStateException("say first whose client certificates to trust: withTrust(caPem)");
        }
        return new Tls(context, readyMade, keys, trusted, true);
    }

    /** Keys and trust. */
    public SSLContext context() {
        return context;
    }

    /** Whether there are keys to serve with; assumed of a ready-made context, which cannot be asked. */
    public boolean hasKeys() {
        return readyMade || keys != null;
    }

    /** Whether clients must show a certificate. */
    public boolean isClientCertificateRequired() {
        return clientCertificateRequired;
    }

    private void requireOwn() {
        if (readyMade) {
            throw new IllegalStateException("this Tls was made of a ready SSLContext; give keys and trust to that");
        }
    }

    private static void demand(boolean there, boolean needed, String subject, String missing) {
        if (needed && !there) {
            throw new IllegalArgumentException(subject + " is set but not " + missing);
        }
    }

    private static Tls made(Keys keys, List<X509Certificate> trusted, boolean clientCertificateRequired) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] own = keys == null ? new KeyManager[0] : new KeyManager[] {new OwnKey(keys.key, keys.chain)};
            context.init(own, trustManagers(trusted), null);
            return new Tls(context, false, keys, trusted, clientCertificateRequired);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static Keys keys(Path certificateChainPem, Path privateKeyPem) {
        List<X509Certificate> chain = Pem.certificates(certificateChainPem);
        PrivateKey key = Pem.privateKey(privateKeyPem);
        if (!belongs(key, chain.get(0))) {
            throw new IllegalArgumentException(privateKeyPem + " is not the key of the first certificate in "
                    + certificateChainPem + " (" + chain.get(0).getSubjectX500Principal() + ")");
        }
        return new Keys(key, chain);
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String algorithm = key.getAlgorithm();
        try {
            Signature signature = Signature.getInstance(
                    algorithm.equals("RSA") ? "SHA256withRSA" : algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
            byte[] sample = {1, 2, 3};
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key of another kind
        }
    }

    private static TrustManager[] trustManagers(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (trusted == null) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = emptyStore();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("trusted-" + i, trusted.get(i));
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
