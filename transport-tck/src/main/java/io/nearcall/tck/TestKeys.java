package io.nearcall.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for 127.0.0.1 and its key as PEM files, made by the JDK's keytool.
 *
 * @param certificate the public one
 * @param key the private one
 * @param trust what a peer trusts it by
 */
public record TestKeys(Path certificate, Path key, Path trust) {
    private static final String PASSWORD = "for-tests-only";

    /** New ones, signed by themselves; the files go with this JVM. */
    public static TestKeys make() {
        return new Maker().made("server", "SAN=ip:127.0.0.1,dns:localhost");
    }

    /** Those of a new authority, for names such as {@code SAN=dns:localhost}, with further options of {@code keytool}. */
    public static TestKeys issued(String names, String... options) {
        Maker maker = new Maker();
        Path authority = maker.made("authority", "BC:c").certificate;
        List<String> signed = new ArrayList<>(List.of("-signer", "authority"));
        signed.addAll(Arrays.asList(options));
        TestKeys made = maker.made("server", names, signed.toArray(String[]::new));
        return new TestKeys(made.certificate, made.key, authority);
    }

    /** A key store in a folder of its own. */
    private static final class Maker {
        private final Path directory;
        private final Path store;

        Maker() {
            try {
                directory = Files.createTempDirectory("nearcall-keys-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store = directory.resolve("keys.p12");
            directory.toFile().deleteOnExit();
            store.toFile().deleteOnExit();
        }

        TestKeys made(String alias, String extension, String... options) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    alias,
                    "-dname",
                    "CN=nearcall-" + (alias.equals("server") ? "test" : alias),
                    "-ext",
                    extension,
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()));
            command.addAll(Arrays.asList(options));
            try {
                run(command);
                KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
                Path certificate = pem(
                        directory.resolve(alias + ".crt"),
                        "CERTIFICATE",
                        keys.getCertificate(alias).getEncoded());
                Path key = pem(
                        directory.resolve(alias + ".key"),
                        "PRIVATE KEY",
                        keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
                certificate.toFile().deleteOnExit();
                key.toFile().deleteOnExit();
                return new TestKeys(certificate, key, certificate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path pem(Path file, String type, byte[] body) throws IOException {
        String text = "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(body) + "\n-----END "
                + type + "-----\n";
        return Files.writeString(file, text);
    }
}
