package io.nearcall.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcServer;
import io.nearcall.samples.hello.Greeter;
import io.nearcall.samples.hello.Greeter.Greeting;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plays the example of docs/wire-format.md against a server. */
class WireFormatTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern BLOCK = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("^([<>])((?: {1,2}[0-9a-f]{2})+)(?: .*)?$", Pattern.MULTILINE);

    @Test
    void aServerAnswersTheDocumentedBytesWithTheDocumentedBytes() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "wire-format.md"));
        List<String> blocks =
                BLOCK.matcher(document).results().map(block -> block.group(1)).toList();
        assertTrue(blocks.size() >= 3, "the example is gone");

        Greeter greeter = person -> new Greeting("Hello, " + person.name() + "!");
        try (RpcServer server = RpcServer.serve("tcp://127.0.0.1:0", Greeter.class, greeter);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (String block : blocks) {
                assertEquals(
                        block.lines().count(), BYTES.matcher(block).results().count(), block);
                socket.getOutputStream().write(HexFormat.of().parseHex(bytes(block, ">")));
                String expected = bytes(block, "<");
                assertEquals(expected, read(socket.getInputStream(), expected.length() / 2), block);
            }
        }
    }

    private static int port(RpcServer server) {
        return Integer.parseInt(server.endpoints().get(0).address().replaceAll(".*:", ""));
    }

    private static String bytes(String block, String direction) {
        return BYTES.matcher(block)
                .results()
                .filter(line -> line.group(1).equals(direction))
                .map(WireFormatTest::hex)
                .collect(Collectors.joining());
    }

    private static String hex(MatchResult line) {
        return line.group(2).replace(" ", "");
    }

    private static String read(InputStream in, int length) throws Exception {
        return HexFormat.of().formatHex(in.readNBytes(length));
    }
}
