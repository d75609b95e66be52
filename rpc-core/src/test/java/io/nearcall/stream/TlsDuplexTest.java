package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsDuplexTest {
    private static final int SLICES = 25;

    @TempDir
    private static Path directory;

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 0, 1", "TLSv1.3, 0, 2", "TLSv1.2, 700, 3", "TLSv1.3, 700, 4"})
    void echoesEverySize(String protocol, int most, long seed) throws Exception {
        Random random = new Random(seed);
        try (TlsPair pair = TlsPair.connected(directory, protocol, most, seed)) {
            assertEquals(protocol, pair.clientEngine.getSession().getProtocol());
            assertEquals("nearcall/1", pair.serverEngine.getApplicationProtocol());
            for (int bits = 0; bits < 23; bits++) {
                byte[] sent = bytes(1 + random.nextInt(1 << bits), bits);
                int piece = 1 + random.nextInt(1 + (1 << Math.min(17, bits)));
                Future<?> echo = pair.start(
                        () -> TlsPair.write(pair.server, TlsPair.read(pair.server, sent.length, 100_000), 1 << 20));
                TlsPair.write(pair.client, sent, Math.max(piece, sent.length / 1000));
                assertArrayEquals(sent, TlsPair.read(pair.client, sent.length, piece), () -> "seed " + seed);
                echo.get();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 0, 5", "TLSv1.3, 0, 6", "TLSv1.2, 30000, 7", "TLSv1.3, 30000, 8"})
    void bothWaysAtOnceNothingIsLostOrMixedUp(String protocol, int most, long seed) throws Exception {
        byte[] there = bytes(6_000_000, seed);
        byte[] back = bytes(5_000_000, ~seed);
        try (TlsPair pair = TlsPair.connected(directory, protocol, most, seed)) {
            Future<?> serverWrites = pair.start(() -> TlsPair.write(pair.server, back, 50_000));
            Future<?> serverReads =
                    pair.start(() -> assertArrayEquals(there, TlsPair.read(pair.server, there.length, 5_000)));
            Future<?> clientWrites = pair.start(() -> TlsPair.write(pair.client, there, 3_000));
            assertArrayEquals(back, TlsPair.read(pair.client, back.length, 64_000), () -> "seed " + seed);
            serverReads.get();
            clientWrites.get();
            serverWrites.get();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void keyUpdatesFromBothSidesUnderLoadLoseNothing(long seed) throws Exception {
        byte[] there = bytes(3_000_000, seed);
        byte[] back = bytes(3_000_000, ~seed);
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 20_000, seed)) {
            Future<?> serverWrites = pair.start(() -> {
                for (int i = 0; i < SLICES; i++) {
                    pair.serverEngine.beginHandshake(); // a key update that asks for one in return
                    TlsPair.write(pair.server, slice(back, i), 10_000);
                }
            });
            Future<?> serverReads =
                    pair.start(() -> assertArrayEquals(there, TlsPair.read(pair.server, there.length, 7_000)));
            Future<?> clientWrites = pair.start(() -> {
                for (int i = 0; i < SLICES; i++) {
                    pair.clientEngine.beginHandshake();
                    TlsPair.write(pair.client, slice(there, i), 10_000);
                }
            });
            assertArrayEquals(back, TlsPair.read(pair.client, back.length, 64_000), () -> "seed " + seed);
            serverReads.get();
            clientWrites.get();
            serverWrites.get();
        }
    }

    @Test
    void writeHoldsBackWhatDoesNotFitAndLosesNothing() throws Exception {
        byte[] sent = bytes(30_000_000, 11);
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 11)) {
            ByteBuffer source = ByteBuffer.wrap(sent);
            ByteBuffer[] sources = {source};
            while (pair.client.write(sources, 0, 1) > 0) {
                assertTrue(source.hasRemaining(), "a socket's buffers are smaller than this");
            }
            assertTrue(pair.client.hasUnsent());
            int taken = source.position();
            assertEquals(0, pair.client.write(sources, 0, 1));
            assertEquals(taken, source.position());
            Future<?> rest =
                    pair.start(() -> TlsPair.write(pair.client, Arrays.copyOfRange(sent, taken, sent.length), 1 << 20));
            assertArrayEquals(sent, TlsPair.read(pair.server, sent.length, 1 << 20));
            rest.get();
            assertFalse(pair.client.hasUnsent());
        }
    }

    @Test
    void emptyReadsAndWritesDoNothing() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 12)) {
            assertEquals(0, pair.client.write(new ByteBuffer[0], 0, 0));
            assertEquals(0, pair.client.read(ByteBuffer.allocate(0)));
            assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            assertFalse(pair.client.hasUnsent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientClosesFirst(String protocol) throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, protocol, 0, 13)) {
            closeInTurn(pair, pair.client, pair.server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void serverClosesFirst(String protocol) throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, protocol, 0, 14)) {
            closeInTurn(pair, pair.server, pair.client);
        }
    }

    private static void closeInTurn(TlsPair pair, TlsDuplex first, TlsDuplex second) throws Exception {
        // TLS 1.3 servers send tickets on their own; closing with these unread would reset the connection.
        TlsPair.write(second, new byte[1], 1);
        TlsPair.read(first, 1, 1);
        byte[] last = bytes(40_000, 15);
        Future<?> closing = pair.start(() -> {
            TlsPair.write(first, last, last.length);
            first.close();
        });
        assertArrayEquals(last, TlsPair.read(second, last.length, 4_096));
        assertEquals(-1, TlsPair.readOnce(second, ByteBuffer.allocate(10)));
        assertEquals(-1, second.read(ByteBuffer.allocate(10)), "the end stays the end");
        closing.get();
        second.close();
        for (TlsDuplex each : new TlsDuplex[] {first, second}) {
            assertThrows(ClosedChannelException.class, () -> each.read(ByteBuffer.allocate(1)));
            assertThrows(ClosedChannelException.class, () -> each.write(one(), 0, 1));
            each.close();
        }
    }

    @Test
    void endWithoutGoodbyeIsAnErrorAfterWhatCameBefore() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.2", 0, 16)) {
            TlsPair.write(pair.client, bytes(100, 16), 100);
            pair.clientChannel.close(); // as when the process is killed
            assertArrayEquals(bytes(100, 16), TlsPair.read(pair.server, 100, 100));
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "the connection ended without a TLS close_notify: the client died, or somebody cut it off",
                        assertThrows(IOException.class, () -> TlsPair.readOnce(pair.server, ByteBuffer.allocate(10)))
                                .getMessage());
            }
            assertThrows(IOException.class, () -> pair.server.write(one(), 0, 1));
        }
    }

    @Test
    void bytesThatAreNotOfTheConversationAreRefusedAfterWhatCameBefore() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 17)) {
            TlsPair.write(pair.client, bytes(100, 17), 100);
            pair.clientChannel.write(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 30}));
            pair.clientChannel.write(ByteBuffer.wrap(bytes(30, 17)));
            assertArrayEquals(bytes(100, 17), TlsPair.read(pair.server, 100, 100));
            String message = assertThrows(
                            IOException.class, () -> TlsPair.readOnce(pair.server, ByteBuffer.allocate(10)))
                    .getMessage();
            assertTrue(message.startsWith("TLS with the client failed: "), message);
            pair.server.close();
            assertEquals(
                    "the server ended the connection with the TLS alert bad_record_mac",
                    assertThrows(IOException.class, () -> TlsPair.readOnce(pair.client, ByteBuffer.allocate(10)))
                            .getMessage());
        }
    }

    @Test
    void peerThatAsksForKeyUpdatesAndDoesNotReadIsLeft() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 18)) {
            pair.serverSocket.full = true;
            assertEquals(1, pair.server.write(one(), 0, 1));
            assertTrue(pair.server.hasUnsent());
            for (int i = 0; i < 150; i++) {
                pair.clientEngine.beginHandshake();
                pair.client.write(nothing(), 0, 1);
            }
            assertEquals(
                    "TLS with the client failed: it asks for key updates without end and does not read the answers",
                    assertThrows(IOException.class, () -> TlsPair.readOnce(pair.server, ByteBuffer.allocate(10)))
                            .getMessage());
        }
    }

    @Test
    void keyUpdatesWithoutDataAreAnsweredAndDoNotKeepTheReader() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, 20)) {
            Future<?> reader = pair.start(() -> TlsPair.read(pair.client, 1, 1));
            for (int i = 0; i < 5_000; i++) {
                pair.clientEngine.beginHandshake();
                pair.client.write(nothing(), 0, 1);
                assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            }
            TlsPair.write(pair.server, new byte[1], 1);
            reader.get();
        }
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        try (TlsPair pair = TlsPair.connected(directory, "TLSv1.2", 0, 19)) {
            pair.clientEngine.beginHandshake();
            pair.client.write(nothing(), 0, 1);
            assertEquals(
                    "the peer asks for a TLS renegotiation, which is refused",
                    assertThrows(IOException.class, () -> TlsPair.readOnce(pair.server, ByteBuffer.allocate(10)))
                            .getMessage());
        }
    }

    @Test
    void closeFromAnotherThreadEndsAReadAndAWriteAtWork() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (TlsPair pair = TlsPair.connected(directory, "TLSv1.3", 0, round)) {
                byte[] endless = bytes(1 << 20, round);
                Future<?> writer = pair.start(() -> assertThrows(IOException.class, () -> {
                    while (true) {
                        pair.client.write(new ByteBuffer[] {ByteBuffer.wrap(endless)}, 0, 1);
                    }
                }));
                Future<?> reader = pair.start(() -> assertThrows(IOException.class, () -> {
                    while (pair.client.read(ByteBuffer.allocate(100)) >= 0) {
                        Thread.onSpinWait();
                    }
                }));
                TlsPair.read(pair.server, 100_000, 10_000);
                pair.client.close();
                writer.get();
                reader.get();
            }
        }
    }

    private static ByteBuffer[] one() {
        return new ByteBuffer[] {ByteBuffer.wrap(new byte[1])};
    }

    private static ByteBuffer[] nothing() {
        return new ByteBuffer[] {ByteBuffer.allocate(0)};
    }

    private static byte[] slice(byte[] bytes, int index) {
        int size = bytes.length / SLICES;
        return Arrays.copyOfRange(bytes, index * size, (index + 1) * size);
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
