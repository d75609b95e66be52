package io.nearcall.stream;

import io.nearcall.Deadline;
import io.nearcall.RpcException;
import io.nearcall.transport.Limits;
import io.nearcall.transport.TransportContext;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;

/**
 * The first exchange on a duplex: eight magic bytes and a {@link Hello} each way, the client first.
 *
 * <p>Runs on the thread that sets the connection up and waits there, at most until its deadline.
 */
final class Handshake {
    private static final byte[] MAGIC = "NEARCALL".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HELLO = 4096;

    private final Duplex duplex;
    private final Deadline deadline;

    private Handshake(Duplex duplex, Deadline deadline) {
        this.duplex = duplex;
        this.deadline = deadline;
    }

    /** Speaks first. */
    static Hello client(Duplex duplex, TransportContext context, long features, Deadline deadline) throws IOException {
        Handshake handshake = new Handshake(duplex, deadline);
        try {
            handshake.write(hello(context.limits(), features, context.token()));
        } catch (IOException refused) {
            return handshake.checkedHello(context); // the peer's reason may be there to read, and is the better one
        }
        return handshake.checkedHello(context);
    }

    /** The server's answer, which shows no token to a client that means another one. */
    private Hello checkedHello(TransportContext context) throws IOException {
        Hello peer = readHello();
        if (!context.token().isEmpty() && !context.token().equals(peer.token())) {
            throw new Violation("another server listens there than the one that is meant: it lacks the token of the"
                    + " endpoint file, or of NEARCALL_CHILD");
        }
        return peer;
    }

    /** Listens first; tells a client that speaks another protocol so, as far as that can be told. */
    static Hello server(Duplex duplex, TransportContext context, long features, Deadline deadline) throws IOException {
        Handshake handshake = new Handshake(duplex, deadline);
        Hello peer;
        try {
            peer = handshake.readHello();
        } catch (Stranger e) {
            handshake.write(e.answer());
            throw e;
        } catch (Violation e) {
            handshake.write(hello(context.limits(), features, "")); // so that the client can name both versions
            throw e;
        }
        boolean meant = peer.token().equals(context.token());
        handshake.write(hello(context.limits(), features, meant ? context.token() : ""));
        if (!meant && !peer.token().isEmpty()) {
            throw new Violation("it means another server, whose endpoint file it has read");
        }
        return peer;
    }

    private static ByteBuffer hello(Limits limits, long features, String token) {
        WireWriter body = new WireWriter(MAX_HELLO);
        Hello.of(limits, features, token).write(body);
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + Frame.HEADER_LENGTH + body.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC);
        Frame.put(bytes, body.size(), Frame.HELLO, 0, 0, 0);
        body.copyTo(bytes, 0, body.size());
        return bytes.flip();
    }

    private Hello readHello() throws IOException {
        ByteBuffer magic = read(MAGIC.length, true);
        if (!magic.equals(ByteBuffer.wrap(MAGIC))) {
            throw new Stranger(magic);
        }
        ByteBuffer header = read(Frame.HEADER_LENGTH, false);
        int length = Frame.bodyLength(header, 0);
        if (Frame.type(header, 0) != Frame.HELLO || length < 0 || length > MAX_HELLO) {
            throw new Violation("its first frame is not a HELLO");
        }
        WireReader body = new WireReader();
        body.append(read(length, false), length);
        try {
            return Hello.read(body);
        } catch (RpcException e) {
            throw new Violation("its HELLO cannot be read: " + e.getMessage());
        }
    }

    /** Exactly {@code length} bytes, no byte more; fewer only at the start of what is not our protocol. */
    private ByteBuffer read(int length, boolean first) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int count = duplex.read(bytes);
            if (count < 0) {
                if (first && bytes.position() > 0) {
                    throw new Stranger(bytes.flip());
                }
                throw duplex.whyEnded(
                        first
                                ? "the peer closed the connection without a word; is it full, draining, or not Nearcall?"
                                : "the peer closed the connection while shaking hands");
            }
            if (first && count > 0 && !isPrefix(bytes)) {
                throw new Stranger(bytes.flip());
            }
            if (count == 0) {
                Waits.until(duplex, SelectionKey.OP_READ, deadline);
            }
        }
        return bytes.flip();
    }

    private static boolean isPrefix(ByteBuffer bytes) {
        for (int i = 0; i < bytes.position(); i++) {
            if (bytes.get(i) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private void write(ByteBuffer bytes) throws IOException {
        ByteBuffer[] all = {bytes};
        while (bytes.hasRemaining() || duplex.hasUnsent()) {
            if (duplex.write(all, 0, 1) == 0) {
                Waits.until(duplex, SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** The first bytes of another protocol. */
    private static final class Stranger extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean http;

        Stranger(ByteBuffer start) {
            super(describe(text(start)));
            http = isHttp(text(start));
        }

        ByteBuffer answer() {
            String words = "This port speaks Nearcall, not HTTP. Use a Nearcall client, or grpc:// for gRPC.\n";
            String answer = http
                    ? "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                            + words.length() + "\r\n\r\n" + words
                    : "";
            return ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
        }

        private static String text(ByteBuffer start) {
            byte[] bytes = new byte[start.remaining()];
            start.get(start.position(), bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private static boolean isHttp(String text) {
            return text.matches("(?s)(G|P|H|D|O|C|T)[A-Z]{0,6}( .*)?") && !text.startsWith("PRI");
        }

        private static String describe(String text) {
            if (text.startsWith("PRI")) {
                return "the peer speaks HTTP/2 or gRPC, not Nearcall; use grpc:// for gRPC";
            }
            if (text.startsWith("HTTP/") || isHttp(text)) {
                return "the peer speaks HTTP, not Nearcall";
            }
            if (text.length() > 1 && text.charAt(0) == 0x16 && text.charAt(1) == 3) {
                return "the peer speaks TLS; give this side keys or trust (nearcall.tls.*), or connect in plaintext";
            }
            if (text.length() > 1 && text.charAt(0) == 0x15 && text.charAt(1) == 3) {
                return "the peer expects TLS; give this side trust (nearcall.tls.trust)";
            }
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                hex.append(String.format(" %02x", (int) text.charAt(i)));
            }
            boolean readable = text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n');
            return "the peer does not speak Nearcall; its first bytes are" + hex
                    + (readable ? " (" + text.strip() + ")" : "");
        }
    }
}
