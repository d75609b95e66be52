package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.TestAuthority.Issued;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("CN=Test CA");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keysOfEachKindAreRead(String algorithm) {
        Issued issued = issued(algorithm);
        Tls tls = Tls.server(issued.certificateIn(directory), issued.keyIn(directory));
        assertTrue(tls.hasKeys());
        assertFalse(tls.isClientCertificateRequired());
    }

    @Test
    void certificateAndKeyMayShareAFile() throws Exception {
        Issued issued = issued("EC");
        Path both = directory.resolve("both.pem");
        Files.writeString(
                both,
                "a comment\n" + Files.readString(issued.keyIn(directory))
                        + Files.readString(issued.certificateIn(directory)));
        assertTrue(Tls.server(both, both).hasKeys());
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        Path certificate = issued("EC").certificateIn(directory);
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            Path key = issued(algorithm).keyIn(directory);
            assertEquals(
                    key + " is not the key of the first certificate in " + certificate + " (CN=server)",
                    refusal(certificate, key));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, holds a key in the old form 'RSA PRIVATE KEY'",
        "EC PRIVATE KEY, holds a key in the old form 'EC PRIVATE KEY'",
        "ENCRYPTED PRIVATE KEY, is protected by a password"
    })
    void keyInAnotherFormIsRefusedWithTheCommandThatConvertsIt(String type, String problem) {
        Path key = TestAuthority.pem(directory.resolve("own.key"), type, new byte[100]);
        assertEquals(
                key + " " + problem + ", which is not supported; convert it: openssl pkey -in " + key
                        + " -out plain-own.key",
                refusal(issued("EC").certificateIn(directory), key));
    }

    @Test
    void whatIsNotAUsableFileIsNamed() throws Exception {
        Issued issued = issued("EC");
        Path certificate = issued.certificateIn(directory);
        Path key = issued.keyIn(directory);
        Path missing = directory.resolve("missing.pem");
        assertEquals(missing + " does not exist", refusal(missing, key));
        Path binary =
                Files.write(directory.resolve("binary"), issued.certificate().getEncoded());
        assertEquals(
                binary + " is not a PEM file, which has -----BEGIN ...----- and -----END ...----- lines",
                refusal(binary, key));
        assertEquals(key + " holds no CERTIFICATE but [PRIVATE KEY]", refusal(key, key));
        assertEquals(certificate + " holds not one PRIVATE KEY but [CERTIFICATE]", refusal(certificate, certificate));
        Path damagedKey = TestAuthority.pem(directory.resolve("damaged.key"), "PRIVATE KEY", new byte[50]);
        assertEquals(
                damagedKey + " holds a damaged PRIVATE KEY, or one that is neither RSA, EC nor Ed25519",
                refusal(certificate, damagedKey));
        Path damaged = TestAuthority.pem(directory.resolve("damaged.crt"), "CERTIFICATE", new byte[50]);
        assertTrue(refusal(damaged, key).startsWith(damaged + " holds a damaged CERTIFICATE: "));
        Path text = Files.writeString(missing, Files.readString(certificate).replaceFirst("\nM", "\n*"));
        assertTrue(refusal(text, key).startsWith(text + " holds a damaged CERTIFICATE: "));
        assertTrue(refusal(directory, key).startsWith(directory + " cannot be read"));
    }

    @Test
    void requiringClientCertificatesNeedsTheirAuthority() {
        Issued issued = issued("EC");
        Tls keysOnly = Tls.server(issued.certificateIn(directory), issued.keyIn(directory));
        assertEquals(
                "say first whose client certificates to trust: withTrust(caPem)",
                assertThrows(IllegalStateException.class, keysOnly::withClientCertificateRequired)
                        .getMessage());
        Tls mutual = keysOnly.withTrust(AUTHORITY.in(directory)).withClientCertificateRequired();
        assertTrue(mutual.isClientCertificateRequired());
        assertTrue(mutual.hasKeys());
    }

    @Test
    void readyMadeContextIsKeptAsItIs() throws Exception {
        SSLContext context = SSLContext.getDefault();
        Tls tls = Tls.of(context).withClientCertificateRequired();
        assertEquals(context, tls.context());
        assertTrue(tls.isClientCertificateRequired());
        Path ca = AUTHORITY.in(directory);
        assertEquals(
                "this Tls was made of a ready SSLContext; give keys and trust to that",
                assertThrows(IllegalStateException.class, () -> tls.withTrust(ca))
                        .getMessage());
    }

    @Test
    void configurationMakesEachSide() {
        Issued issued = issued("EC");
        RpcConfig none = RpcConfig.load();
        RpcConfig keys = none.with(
                        "nearcall.tls.certificate",
                        issued.certificateIn(directory).toString())
                .with("nearcall.tls.key", issued.keyIn(directory).toString());
        RpcConfig trust =
                none.with("nearcall.tls.trust", AUTHORITY.in(directory).toString());
        assertEquals(Optional.empty(), Tls.fromConfig(none));
        assertEquals(Optional.empty(), Tls.fromConfig(none.with("nearcall.tls.client-certificate", "none")));
        assertTrue(Tls.fromConfig(keys).orElseThrow().hasKeys());
        assertFalse(Tls.fromConfig(trust).orElseThrow().hasKeys());
        assertFalse(Tls.fromConfig(none.with("nearcall.tls.trust", "system"))
                .orElseThrow()
                .hasKeys());
        RpcConfig mutual = keys.with(
                        "nearcall.tls.trust", trust.get("nearcall.tls.trust").orElseThrow())
                .with("nearcall.tls.client-certificate", "required");
        assertTrue(Tls.fromConfig(mutual).orElseThrow().isClientCertificateRequired());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate=x | nearcall.tls.certificate is set but not nearcall.tls.key",
                "key=x | nearcall.tls.key is set but not nearcall.tls.certificate",
                "client-certificat=required | nearcall.tls.client-certificat: there is no such setting; there are"
                        + " nearcall.tls.certificate, nearcall.tls.key, nearcall.tls.trust, nearcall.tls.client-certificate",
                "client-certificate=required | nearcall.tls.client-certificate=required is set but not nearcall.tls.certificate",
                "certificate=x key=x client-certificate=required | nearcall.tls.client-certificate=required is set but not"
                        + " nearcall.tls.trust, the CA of the clients",
                "certificate=x key=x trust=system client-certificate=required | nearcall.tls.client-certificate=required is set"
                        + " but not nearcall.tls.trust, the CA of the clients",
                "client-certificate=maybe | nearcall.tls.client-certificate=maybe (from the program or the endpoint): expected"
                        + " one of none, required",
                "trust=/nowhere/ca.pem | /nowhere/ca.pem does not exist"
            })
    void configurationThatDoesNotGoTogetherIsRefused(String settings, String message) {
        RpcConfig config = RpcConfig.load();
        for (String setting : settings.split(" ")) {
            String[] pair = setting.split("=");
            config = config.with("nearcall.tls." + pair[0], pair[1]);
        }
        RpcConfig whole = config;
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Tls.fromConfig(whole))
                        .getMessage());
    }

    private String refusal(Path certificate, Path key) {
        return assertThrows(IllegalArgumentException.class, () -> Tls.server(certificate, key))
                .getMessage();
    }

    private static Issued issued(String algorithm) {
        return AUTHORITY.issue(algorithm, "CN=server", Instant.now().minusSeconds(60), Duration.ofDays(1), "localhost");
    }
}
