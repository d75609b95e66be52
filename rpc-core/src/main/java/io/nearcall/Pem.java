package io.nearcall;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM files; whatever is wrong is an IllegalArgumentException with the cure. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private record Block(String type, String body) {}

    private Pem() {}

    /** All certificates in the order of the file; at least one. */
    static List<X509Certificate> certificates(Path file) {
        List<Block> blocks = blocks(file);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.type.equals("CERTIFICATE")) {
                certificates.add(certificate(decoded(block, file), file));
            }
        }
        if (certificates.isEmpty()) {
            throw bad(file, "holds no CERTIFICATE but " + types(blocks), null);
        }
        return List.copyOf(certificates);
    }

    /** The one private key. */
    static PrivateKey privateKey(Path file) {
        List<Block> blocks = blocks(file);
        List<Block> keys = blocks.stream()
                .filter(block -> block.type.endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw bad(file, "holds not one PRIVATE KEY but " + types(blocks), null);
        }
        Block key = keys.get(0);
        String cure = "; convert it: openssl pkey -in " + file + " -out plain-" + file.getFileName();
        if (key.type.startsWith("ENCRYPTED") || key.body.contains("ENCRYPTED")) {
            throw bad(file, "is protected by a password, which is not supported" + cure, null);
        }
        if (!key.type.equals("PRIVATE KEY")) {
            throw bad(file, "holds a key in the old form '" + key.type + "', which is not supported" + cure, null);
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(key, file));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // The next, perhaps.
            } catch (GeneralSecurityException e) {
                throw bad(file, "cannot be used: " + e.getMessage(), e);
            }
        }
        throw bad(file, "holds a damaged PRIVATE KEY, or one that is neither RSA, EC nor Ed25519", null);
    }

    private static List<Block> blocks(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1); // takes any byte
        } catch (NoSuchFileException e) {
            throw bad(file, "does not exist", e);
        } catch (IOException e) {
            throw bad(file, "cannot be read: " + e.getMessage(), e);
        }
        List<Block> blocks = new ArrayList<>();
        for (Matcher matcher = BLOCK.matcher(text); matcher.find(); ) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw bad(file, "is not a PEM file, which has -----BEGIN ...----- and -----END ...----- lines", null);
        }
        return blocks;
    }

    private static X509Certificate certificate(byte[] encoded, Path file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw bad(file, "holds a damaged CERTIFICATE: " + e.getMessage(), e);
        }
    }

    private static byte[] decoded(Block block, Path file) {
        try {
            return Base64.getDecoder().decode(block.body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw bad(file, "holds a damaged " + block.type + ": " + e.getMessage(), e);
        }
    }

    private static List<String> types(List<Block> blocks) {
        return blocks.stream().map(Block::type).toList();
    }

    private static IllegalArgumentException bad(Path file, String problem, Exception cause) {
        return new IllegalArgumentException(file + " " + problem, cause);
    }
}
