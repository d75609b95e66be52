package io.nearcall;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A certificate authority for tests: a little DER, as the JDK has no public way to make a certificate. */
public final class TestAuthority {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {
        /** Writes the certificate. */
        public Path certificateIn(Path directory) {
            return pem(Path.of(directory.toString(), hashCode() + ".crt"), "CERTIFICATE", encoded(certificate));
        }

        /** Writes the key as PKCS#8. */
        public Path keyIn(Path directory) {
            return pem(Path.of(directory.toString(), hashCode() + ".key"), "PRIVATE KEY", key.getEncoded());
        }
    }

    /** A new authority with keys of its own. */
    public TestAuthority(String name) {
        this.name = name;
        this.keys = keys("EC");
        this.certificate = sign(name, keys, Instant.now().minusSeconds(60), Duration.ofDays(1), true, List.of());
    }

    /** Writes the authority's own certificate. */
    public Path in(Path directory) {
        return pem(directory.resolve("ca-" + hashCode() + ".crt"), "CERTIFICATE", encoded(certificate));
    }

    /** A certificate valid now for DNS names and IP addresses. */
    public Issued issue(String subject, String... names) {
        return issue("EC", subject, Instant.now().minusSeconds(60), Duration.ofDays(1), names);
    }

    /** A certificate of any kind. */
    public Issued issue(String algorithm, String subject, Instant from, Duration validity, String... names) {
        KeyPair own = keys(algorithm);
        return new Issued(sign(subject, own, from, validity, false, List.of(names)), own.getPrivate());
    }

    /** Writes one PEM block. */
    public static Path pem(Path file, String type, byte[] body) {
        try {
            return Files.writeString(
                    file,
                    "-----BEGIN " + type + "-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(body) + "\n-----END " + type
                            + "-----\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate sign(
            String subject, KeyPair own, Instant from, Duration validity, boolean authority, List<String> names) {
        byte[] version3 = tagged(0xA0, integer(BigInteger.TWO));
        byte[] serial = integer(new BigInteger(62, new SecureRandom()).add(BigInteger.ONE));
        byte[] times = sequence(time(from), time(from.plus(validity)));
        byte[] body = sequence(
                version3,
                serial,
                ECDSA_SHA256,
                new X500Principal(name).getEncoded(),
                times,
                new X500Principal(subject).getEncoded(),
                own.getPublic().getEncoded(),
                tagged(0xA3, sequence(authority ? isAuthority() : alternatives(names))));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] whole = sequence(body, ECDSA_SHA256, tagged(0x03, new byte[1], signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] isAuthority() {
        byte[] yes = tagged(0x01, new byte[] {(byte) 0xFF});
        return sequence(oid(0x55, 0x1D, 0x13), yes, tagged(0x04, sequence(yes)));
    }

    private static byte[] alternatives(List<String> names) {
        List<byte[]> all = new ArrayList<>();
        for (String each : names.isEmpty() ? List.of("unnamed.invalid") : names) {
            try {
                all.add(
                        each.matches("[0-9.]+|.*:.*")
                                ? tagged(0x87, InetAddress.getByName(each).getAddress())
                                : tagged(0x82, each.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return sequence(oid(0x55, 0x1D, 0x11), tagged(0x04, sequence(all.toArray(byte[][]::new))));
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!algorithm.equals("Ed25519")) {
                generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] time(Instant instant) {
        return tagged(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    private static byte[] oid(int... encoded) {
        byte[] body = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            body[i] = (byte) encoded[i];
        }
        return tagged(0x06, body);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (body.size() < 128) {
            out.write(body.size());
        } else if (body.size() < 256) {
            out.write(0x81);
            out.write(body.size());
        } else {
            out.write(0x82);
            out.write(body.size() >> 8);
            out.write(body.size());
        }
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }
}
