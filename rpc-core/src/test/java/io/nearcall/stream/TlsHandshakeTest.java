package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Deadline;
import io.nearcall.PeerIdentity;
import io.nearcall.TestAuthority;
import io.nearcall.TestAuthority.Issued;
import io.nearcall.Tls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsHandshakeTest {
    private static final String CLIENT_CURE =
            "connect with plaintext=true, or give the server keys with nearcall.tls.certificate and nearcall.tls.key";
    private static final String SERVER_CURE = "connect with TLS (nearcall.tls.trust), or listen with plaintext=true";
    private static final String NO_CLIENT_CERTIFICATE = "the client shows no certificate, and this server requires one;"
            + " give the client keys with nearcall.tls.certificate and nearcall.tls.key";
    private static final byte[] HTTP = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path directory;

    /** What each side said. */
    private record Refusal(String client, String server) {}

    @ParameterizedTest
    @CsvSource({"TLSv1.2, EC", "TLSv1.3, EC", "TLSv1.3, RSA", "TLSv1.2, RSA", "TLSv1.3, Ed25519"})
    void mutualTlsNamesBothPeersAndSoDoesAResumedSession(String protocol, String algorithm) throws Exception {
        Instant from = Instant.now().minusSeconds(60);
        Duration validity = Duration.ofDays(1);
        Issued own = TlsPair.AUTHORITY.issue(algorithm, "CN=client", from, validity, "c.internal", "10.0.0.7");
        Issued servers = TlsPair.AUTHORITY.issue(algorithm, "CN=server", from, validity, "localhost");
        Tls client = TlsPair.clientTls(directory).withKeys(own.certificateIn(directory), own.keyIn(directory));
        Tls server = mutual(TlsPair.serverTls(directory, servers));
        for (int i = 0; i < 3; i++) {
            try (TlsPair pair = new TlsPair(client, server, "localhost", 0, i)) {
                pair.clientEngine.setEnabledProtocols(new String[] {protocol});
                assertEquals(List.of(), pair.client.peer().tlsNames());
                pair.handshake();
                assertEquals(protocol, pair.serverEngine.getSession().getProtocol());
                assertEquals(
                        List.of("CN=client", "c.internal", "10.0.0.7"),
                        pair.server.peer().tlsNames());
                assertEquals(
                        List.of("CN=server", "localhost"), pair.client.peer().tlsNames());
                assertEquals("loopback", pair.client.peer().address());
                TlsPair.write(pair.server, new byte[1], 1); // brings the ticket along
                TlsPair.read(pair.client, 1, 1);
            }
        }
    }

    @Test
    void withoutClientCertificatesOnlyTheServerIsNamed() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 1)) {
            assertEquals(
                    List.of("CN=server", "localhost", "127.0.0.1"),
                    pair.client.peer().tlsNames());
            assertEquals(PeerIdentity.of("loopback"), pair.server.peer());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void addressInTheCertificateIsAName(String protocol) throws Exception {
        Tls client = TlsPair.clientTls(directory);
        try (TlsPair pair = new TlsPair(client, TlsPair.serverTls(directory), "127.0.0.1", 0, 1)) {
            pair.clientEngine.setEnabledProtocols(new String[] {protocol});
            pair.handshake();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void expiredServerCertificateIsRefused(String protocol) throws Exception {
        Instant from = Instant.now().minus(Duration.ofDays(10));
        Issued expired = TlsPair.AUTHORITY.issue("EC", "CN=server", from, Duration.ofDays(5), "localhost");
        Refusal refusal =
                refusal(TlsPair.clientTls(directory), TlsPair.serverTls(directory, expired), "localhost", protocol);
        assertTrue(refusal.client.startsWith("the server's certificate has expired (NotAfter: "), refusal.client);
        assertTrue(refusal.client.endsWith("); renew it"), refusal.client);
        assertTrue(refusal.server.startsWith("the client refuses this server's certificate ("), refusal.server);
    }

    @Test
    void serverCertificateOfTomorrowIsRefused() throws Exception {
        Instant from = Instant.now().plus(Duration.ofDays(1));
        Issued early = TlsPair.AUTHORITY.issue("EC", "CN=server", from, Duration.ofDays(5), "localhost");
        Refusal refusal =
                refusal(TlsPair.clientTls(directory), TlsPair.serverTls(directory, early), "localhost", "TLSv1.3");
        assertTrue(refusal.client.startsWith("the server's certificate is not valid yet (NotBefore: "), refusal.client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void serverCertificateOfAnotherAuthorityIsRefused(String protocol) throws Exception {
        Issued foreign = new TestAuthority("CN=Other CA").issue("CN=server", "localhost");
        Refusal refusal =
                refusal(TlsPair.clientTls(directory), TlsPair.serverTls(directory, foreign), "localhost", protocol);
        assertEquals(
                "the server's certificate is not signed by an authority that is trusted here; trust its CA with"
                        + " nearcall.tls.trust",
                refusal.client);
        assertTrue(refusal.server.startsWith("the client refuses this server's certificate ("), refusal.server);
    }

    @Test
    void serverCertificateOfAnImpostorAuthorityIsRefused() throws Exception {
        Issued forged = new TestAuthority("CN=Test CA").issue("CN=server", "localhost");
        Refusal refusal =
                refusal(TlsPair.clientTls(directory), TlsPair.serverTls(directory, forged), "localhost", "TLSv1.3");
        assertEquals(
                "the server's certificate is not accepted here (signature check failed); its chain must lead to a CA in"
                        + " nearcall.tls.trust",
                refusal.client);
    }

    @ParameterizedTest
    @CsvSource({"wrong.example, TLSv1.2", "wrong.example, TLSv1.3", "127.0.0.2, TLSv1.3", "under_score, TLSv1.3"})
    void serverCertificateForAnotherNameIsRefused(String host, String protocol) throws Exception {
        Refusal refusal = refusal(TlsPair.clientTls(directory), TlsPair.serverTls(directory), host, protocol);
        assertTrue(refusal.client.startsWith("the server's certificate is not for '" + host + "' ("), refusal.client);
        assertTrue(
                refusal.client.endsWith("); connect by a name in the certificate, or issue one with this name"),
                refusal.client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientWithoutCertificateIsRefusedAndLearnsWhy(String protocol) throws Exception {
        Refusal refusal =
                refusal(TlsPair.clientTls(directory), mutual(TlsPair.serverTls(directory)), "localhost", protocol);
        assertEquals(NO_CLIENT_CERTIFICATE, refusal.server);
        assertTrue(
                refusal.client.startsWith(
                        protocol.equals("TLSv1.3")
                                ? "the server refuses this client's certificate or the lack of one ("
                                : "the server refuses the TLS handshake (handshake_failure): it has no keys, or it misses"),
                refusal.client);
        assertTrue(refusal.client.endsWith("with nearcall.tls.certificate and nearcall.tls.key"), refusal.client);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, false", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.3, true"})
    void clientWithABadCertificateIsRefusedAndLearnsWhy(String protocol, boolean expired) throws Exception {
        Instant from = Instant.now().minus(Duration.ofDays(10));
        Issued own = expired
                ? TlsPair.AUTHORITY.issue("EC", "CN=client", from, Duration.ofDays(5))
                : new TestAuthority("CN=Test CA").issue("CN=client");
        Refusal refusal = refusal(
                TlsPair.clientTls(directory).withKeys(own.certificateIn(directory), own.keyIn(directory)),
                mutual(TlsPair.serverTls(directory)),
                "localhost",
                protocol);
        String reason = expired ? "has expired (NotAfter" : "is not accepted here (signature check failed)";
        assertTrue(refusal.server.startsWith("the client's certificate " + reason), refusal.server);
        assertTrue(
                refusal.client.startsWith("the server refuses this client's certificate or the lack of one ("),
                refusal.client);
    }

    @Test
    void refusalReachesAClientThatWritesAtOnce() throws Exception {
        Tls server = mutual(TlsPair.serverTls(directory));
        for (int i = 0; i < 20; i++) {
            try (TlsPair pair = new TlsPair(TlsPair.clientTls(directory), server, "localhost", 0, i)) {
                Future<?> other = pair.start(() -> pair.server.handshake(Deadline.after(TlsPair.PATIENCE)));
                pair.client.handshake(Deadline.after(TlsPair.PATIENCE));
                try {
                    TlsPair.write(pair.client, new byte[100], 100);
                } catch (IOException tooLate) {
                    // What counts is what there is to read.
                }
                String message = message(() -> TlsPair.readOnce(pair.client, ByteBuffer.allocate(1)));
                assertTrue(message.startsWith("the server refuses this client's certificate"), message);
                assertThrows(ExecutionException.class, other::get);
            }
        }
    }

    @Test
    void serverWithoutKeysSaysSo() throws Exception {
        Refusal refusal = refusal(TlsPair.clientTls(directory), TlsPair.clientTls(directory), "localhost", "TLSv1.3");
        assertEquals(
                "the server refuses the TLS handshake (handshake_failure): it has no keys, or it misses a certificate of"
                        + " this client; either side gets keys with nearcall.tls.certificate and nearcall.tls.key",
                refusal.client);
        assertTrue(refusal.server.startsWith("TLS with the client failed: No available authentication scheme"));
    }

    @Test
    void versionsThatDoNotMeetAreNamed() throws Exception {
        try (TlsPair pair =
                new TlsPair(TlsPair.clientTls(directory), TlsPair.serverTls(directory), "localhost", 0, 1)) {
            pair.clientEngine.setEnabledProtocols(new String[] {"TLSv1.2"});
            pair.serverEngine.setEnabledProtocols(new String[] {"TLSv1.3"});
            Refusal refusal = refusal(pair);
            assertEquals("the server does not accept our TLS version (protocol_version)", refusal.client);
            assertTrue(refusal.server.startsWith("TLS with the client failed: "), refusal.server);
        }
    }

    @Test
    void tlsServerOfAnotherProtocolIsNamed() throws Exception {
        try (TlsPair pair =
                new TlsPair(TlsPair.clientTls(directory), TlsPair.serverTls(directory), "localhost", 0, 1)) {
            SSLParameters web = pair.serverEngine.getSSLParameters();
            web.setApplicationProtocols(new String[] {"h2"});
            pair.serverEngine.setSSLParameters(web);
            assertEquals(
                    "the server speaks TLS but not Nearcall (no_application_protocol); look at the address",
                    refusal(pair).client);
        }
    }

    @Test
    void clientWithoutTlsIsRefused() throws Exception {
        assertEquals(
                "the client does not speak TLS, it sent 'GET / HTTP/1.1????'; " + SERVER_CURE, serverAgainst(HTTP));
        assertEquals("the client does not speak TLS, it sent 'G'; " + SERVER_CURE, serverAgainst(new byte[] {'G'}));
        assertEquals(
                "the client does not speak TLS, it sent '???'; " + SERVER_CURE, serverAgainst(new byte[] {22, 4, 1}));
        assertEquals(
                "the client closed the connection during the TLS handshake; perhaps it does not speak TLS: "
                        + SERVER_CURE,
                serverAgainst(new byte[0]));
        assertEquals("the client closed the connection during the TLS handshake", serverAgainst(new byte[] {22, 3}));
    }

    @Test
    void serverWithoutTlsIsRefused() throws Exception {
        String text = "HTTP/1.1 400 Bad Request and more";
        assertEquals(
                "the server does not speak TLS, it sent 'HTTP/1.1 400 Bad Request'; " + CLIENT_CURE,
                clientAgainst(text.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "the server closed the connection during the TLS handshake; perhaps it does not speak TLS: "
                        + CLIENT_CURE,
                clientAgainst(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreRefused(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 9) { // past the look at the first bytes
                System.arraycopy(new byte[] {22, 3, 1, 0, (byte) random.nextInt(), 1, 0, 0}, 0, bytes, 0, 8);
            }
            String server = serverAgainst(bytes);
            String client = clientAgainst(bytes);
            assertTrue(server.contains("the client"), () -> "seed " + seed + ": " + server);
            assertTrue(client.contains("the server"), () -> "seed " + seed + ": " + client);
        }
    }

    @Test
    void refusedPeerWithoutTlsGetsATlsAlert() throws Exception {
        SocketChannel[] ends = LoopbackDuplex.connection();
        try (SocketChannel peer = ends[0];
                TlsDuplex server = TlsDuplex.server(new LoopbackDuplex(ends[1], 0, 0), TlsPair.serverTls(directory))) {
            peer.write(ByteBuffer.wrap(HTTP));
            message(() -> server.handshake(Deadline.after(TlsPair.PATIENCE)));
            ByteBuffer answer = ByteBuffer.allocate(100);
            while (peer.read(answer) >= 0) {
                assertTrue(answer.hasRemaining());
            }
            assertEquals(21, answer.get(0));
            assertEquals(3, answer.get(1));
        }
    }

    @Test
    void silentPeerEndsTheHandshakeAtTheDeadline() throws Exception {
        String cure = "; perhaps it does not speak TLS: ";
        assertEquals(
                "the TLS handshake took too long, the server sent nothing" + cure + CLIENT_CURE,
                stalled(true, new byte[0]));
        assertEquals(
                "the TLS handshake took too long, the client sent nothing" + cure + SERVER_CURE,
                stalled(false, new byte[0]));
        assertEquals(
                "the TLS handshake took too long; the client is slow or stalls",
                stalled(false, new byte[] {22, 3, 1, 0, 100, 1, 0}));
    }

    @Test
    void interruptedHandshakeEndsAndKeepsTheFlag() throws Exception {
        SocketChannel[] ends = LoopbackDuplex.connection();
        try (SocketChannel peer = ends[0];
                TlsDuplex server = TlsDuplex.server(new LoopbackDuplex(ends[1], 0, 0), TlsPair.serverTls(directory))) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> server.handshake(Deadline.after(TlsPair.PATIENCE)));
            assertTrue(Thread.interrupted());
            assertTrue(peer.isOpen());
        }
    }

    @Test
    void closeFromAnotherThreadEndsTheHandshake() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (TlsPair pair =
                    new TlsPair(TlsPair.clientTls(directory), TlsPair.serverTls(directory), "localhost", 0, i)) {
                Future<?> handshake = pair.start(() -> pair.client.handshake(Deadline.after(TlsPair.PATIENCE)));
                for (ByteBuffer hello = ByteBuffer.allocate(i); hello.hasRemaining(); ) {
                    pair.serverChannel.read(hello); // a head start of different lengths
                }
                pair.client.close();
                ExecutionException thrown = assertThrows(ExecutionException.class, handshake::get);
                assertTrue(thrown.getCause() instanceof IOException, () -> thrown.toString());
            }
        }
    }

    @Test
    void channelIsFreeOfSelectorsAfterwards() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 1)) {
            for (SelectableChannel channel : List.of(pair.client.channel(), pair.server.channel())) {
                assertFalse(channel.isRegistered());
                channel.configureBlocking(true); // throws while there is a key
            }
        }
    }

    @Test
    void bytesRightBehindTheHandshakeAreInHand() throws Exception {
        try (TlsPair pair =
                new TlsPair(TlsPair.clientTls(directory), TlsPair.serverTls(directory), "localhost", 0, 1)) {
            GatedDuplex gated = new GatedDuplex(new LoopbackDuplex(pair.serverChannel, 0, 1));
            TlsDuplex server = new TlsDuplex(gated, pair.serverEngine);
            Future<?> other = pair.start(() -> server.handshake(Deadline.after(TlsPair.PATIENCE)));
            pair.client.handshake(Deadline.after(TlsPair.PATIENCE));
            TlsPair.write(pair.client, new byte[1_000], 1_000);
            gated.open = true;
            other.get();
            assertTrue(server.readsAhead(), "no selector tells of these");
            assertEquals(400, server.read(ByteBuffer.allocate(400)));
            assertTrue(server.readsAhead());
            assertEquals(600, server.read(ByteBuffer.allocate(2_000)));
            assertFalse(server.readsAhead());
        }
    }

    /** Gives one reading, then none until it is open. */
    private static final class GatedDuplex implements Duplex {
        private final Duplex below;
        private boolean seen;
        private volatile boolean open;

        GatedDuplex(Duplex below) {
            this.below = below;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int count = seen && !open ? 0 : below.read(target);
            seen |= count > 0;
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return below.write(sources, offset, length);
        }

        @Override
        public SelectableChannel channel() {
            return below.channel();
        }

        @Override
        public PeerIdentity peer() {
            return below.peer();
        }

        @Override
        public void close() throws IOException {
            below.close();
        }
    }

    private static Tls mutual(Tls server) {
        return server.withTrust(TlsPair.AUTHORITY.in(directory)).withClientCertificateRequired();
    }

    private static Refusal refusal(Tls client, Tls server, String host, String protocol) throws Exception {
        try (TlsPair pair = new TlsPair(client, server, host, 0, 1)) {
            pair.clientEngine.setEnabledProtocols(new String[] {protocol});
            return refusal(pair);
        }
    }

    private static Refusal refusal(TlsPair pair) throws Exception {
        Future<?> other = pair.start(() -> pair.server.handshake(Deadline.after(TlsPair.PATIENCE)));
        String client = message(() -> {
            pair.client.handshake(Deadline.after(TlsPair.PATIENCE));
            TlsPair.readOnce(pair.client, ByteBuffer.allocate(1));
        });
        String server =
                assertThrows(ExecutionException.class, other::get).getCause().getMessage();
        assertFalse(pair.serverChannel.isOpen(), "a failed handshake closes");
        return new Refusal(client, server);
    }

    private static String serverAgainst(byte[] bytes) throws Exception {
        return against(false, bytes);
    }

    private static String clientAgainst(byte[] bytes) throws Exception {
        return against(true, bytes);
    }

    /** What we say to a peer that sends this and ends. */
    private static String against(boolean client, byte[] bytes) throws Exception {
        SocketChannel[] ends = LoopbackDuplex.connection();
        try (SocketChannel peer = ends[0];
                TlsDuplex own = own(client, ends[1])) {
            peer.write(ByteBuffer.wrap(bytes));
            peer.shutdownOutput();
            return message(() -> own.handshake(Deadline.after(TlsPair.PATIENCE)));
        }
    }

    /** What we say to a peer that sends this and then nothing. */
    private static String stalled(boolean client, byte[] bytes) throws Exception {
        SocketChannel[] ends = LoopbackDuplex.connection();
        try (SocketChannel peer = ends[0];
                TlsDuplex own = own(client, ends[1])) {
            peer.write(ByteBuffer.wrap(bytes));
            Deadline deadline = Deadline.after(Duration.ofMillis(300));
            String message = assertThrows(SocketTimeoutException.class, () -> own.handshake(deadline))
                    .getMessage();
            assertTrue(deadline.isExpired(), "never early");
            assertFalse(own.channel().isOpen());
            return message;
        }
    }

    private static TlsDuplex own(boolean client, SocketChannel channel) throws IOException {
        Duplex below = new LoopbackDuplex(channel, 0, 0);
        return client
                ? TlsDuplex.client(below, TlsPair.clientTls(directory), "localhost", 7001)
                : TlsDuplex.server(below, TlsPair.serverTls(directory));
    }

    private static String message(TlsPair.Action action) {
        return assertThrows(IOException.class, action::run).getMessage();
    }
}
