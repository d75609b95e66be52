package io.nearcall.hardening;

import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.hardening.Specimens.Circle;
import io.nearcall.hardening.Specimens.Colour;
import io.nearcall.hardening.Specimens.Group;
import io.nearcall.hardening.Specimens.Known;
import io.nearcall.hardening.Specimens.Maybe;
import io.nearcall.hardening.Specimens.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Conversations of earlier versions, byte by byte: each present side must be able to hold them with its peer of then.
 *
 * <p>A capture has a line for each message, {@code >} before what the client said and {@code <} before the server's. One is
 * made by {@code hardening/run --capture VERSION}, and never changed again.
 */
final class Captures {
    /** The versions of which there is a capture. */
    static final List<String> VERSIONS = List.of("0.1");

    private static final String DIRECTORY = "captures";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MAGIC = 8;
    private static final int HEADER = 16;
    private static final int CALL_ID = 8;
    private static final int REQUEST = 2;

    private Captures() {}

    /** The calls of every capture, one after the other; fails when a reply is wrong. */
    static void converse(Specimens specimens) {
        Plain plain = new Plain(true, (byte) -1, (short) 300, 'ä', -2, Long.MIN_VALUE, 1.5f, Math.PI);
        Group group = new Group(List.of(new Circle(2.5), new Group(List.of())));
        check(group, specimens.shape(group));
        check(new Circle(1), specimens.shape(new Circle(1))); // by the number that was agreed on
        Maybe maybe = new Maybe(0, Optional.of("é€😀"), null, Colour.GREEN, new Circle(0), plain);
        check(maybe, specimens.maybe(maybe));
        Known known = new Known(
                Instant.parse("2026-01-02T03:04:05.000000006Z"),
                Duration.ofMillis(-1500),
                LocalDate.of(2024, 2, 29),
                ZonedDateTime.parse("2026-07-08T09:10:11+02:00[Europe/Paris]"),
                new UUID(1, -2),
                BigInteger.TWO.pow(100).negate(),
                new BigDecimal("-1.50"),
                URI.create("shm:greeter?spin=off"));
        check(known, specimens.known(known));
        check("text[" + plain + "]", specimens.join("text", List.of(plain)));
        try {
            specimens.join("", List.of());
            throw new AssertionError("a call that must fail has succeeded");
        } catch (RpcException refused) {
            check(
                    "FAILED_PRECONDITION nothing to join",
                    refused.code() + " " + refused.getMessage().replaceAll(".*: ", ""));
        }
    }

    private static void check(Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw new AssertionError(seen + " came, not " + expected);
        }
    }

    private static RpcServer serve() {
        return RpcServer.serve("tcp://127.0.0.1:0", Specimens.class, new Mirror());
    }

    private static int port(RpcServer server) {
        return Integer.parseInt(server.endpoints().get(0).address().replaceAll(".*:", ""));
    }

    // ---- made

    /** Records the conversation of the present client with the present server. */
    static void make(String version, Path resources) throws IOException {
        StringBuilder capture = new StringBuilder();
        try (RpcServer server = serve();
                ServerSocket between = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> relayed = CompletableFuture.runAsync(() -> relay(between, port(server), capture));
            try (RpcClient client = RpcClient.connect("tcp://127.0.0.1:" + between.getLocalPort())) {
                converse(client.service(Specimens.class));
            }
            relayed.join();
        }
        Path directory = Files.createDirectories(resources.resolve(DIRECTORY));
        Files.writeString(
                directory.resolve(version + ".hex"),
                capture,
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE_NEW); // what has been captured is never changed again
    }

    /** Each side in its turn, as calls go one after the other; until the client has said that it leaves. */
    private static void relay(ServerSocket between, int port, StringBuilder capture) {
        try (Socket client = between.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] said = readMessage(client.getInputStream(), true);
            for (boolean first = true; isCall(said, first); first = false) {
                server.getOutputStream().write(said);
                byte[] answer = readMessage(server.getInputStream(), first);
                client.getOutputStream().write(answer);
                capture.append("> ").append(HexFormat.of().formatHex(said)).append('\n');
                capture.append("< ").append(HexFormat.of().formatHex(answer)).append('\n');
                said = readMessage(client.getInputStream(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCall(byte[] said, boolean first) {
        return first || said.length >= HEADER && said[4] == REQUEST;
    }

    /** A frame, the first with the magic before it; nothing at the end. */
    private static byte[] readMessage(InputStream in, boolean first) throws IOException {
        byte[] begin = in.readNBytes(first ? MAGIC + HEADER : HEADER);
        if (begin.length < HEADER) {
            return new byte[0];
        }
        int length = ByteBuffer.wrap(begin).order(ByteOrder.LITTLE_ENDIAN).getInt(first ? MAGIC : 0);
        byte[] message = Arrays.copyOf(begin, begin.length + length);
        System.arraycopy(in.readNBytes(length), 0, message, begin.length, length);
        return message;
    }

    // ---- replayed

    private static List<byte[]> said(String version, char side) {
        try (InputStream in = Captures.class.getResourceAsStream("/" + DIRECTORY + "/" + version + ".hex")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.charAt(0) == side)
                    .map(line -> HexFormat.of().parseHex(line.substring(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client of then calls the present server, which must answer its calls with the very bytes of then. */
    static int replayClient(String version) throws IOException {
        List<byte[]> requests = said(version, '>');
        List<byte[]> replies = said(version, '<');
        try (RpcServer server = serve();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < requests.size(); i++) {
                socket.getOutputStream().write(requests.get(i));
                byte[] reply = readMessage(socket.getInputStream(), i == 0);
                if (i > 0 && !Arrays.equals(replies.get(i), reply)) { // the HELLO may say more than then
                    throw new AssertionError("reply " + i + " of " + version + " is "
                            + HexFormat.of().formatHex(reply));
                }
            }
        }
        return requests.size() - 1;
    }

    /** The present client calls the server of then, whose replies it must understand. */
    static void replayServer(String version) throws IOException {
        List<byte[]> replies = said(version, '<');
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> play(server, replies));
            try (RpcClient client = RpcClient.connect("tcp://127.0.0.1:" + server.getLocalPort())) {
                converse(client.service(Specimens.class));
                played.join();
            }
        }
    }

    private static void play(ServerSocket server, List<byte[]> replies) {
        try (Socket client = server.accept()) {
            client.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = client.getOutputStream();
            for (int i = 0; i < replies.size(); i++) {
                byte[] request = readMessage(client.getInputStream(), i == 0);
                byte[] reply = replies.get(i).clone();
                if (i > 0) {
                    System.arraycopy(request, CALL_ID, reply, CALL_ID, Long.BYTES);
                }
                out.write(reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
