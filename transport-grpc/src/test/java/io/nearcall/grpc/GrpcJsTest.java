package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Feed;
import io.nearcall.tck.Tell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our services and clients beside those of grpc-js, which knows the emitted {@code .proto} files alone. */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcJsTest {
    private static final String SOCKET = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "nearcall-js-" + ProcessHandle.current().pid() + ".sock")
            .toString();

    @BeforeAll
    static void install() throws Exception {
        NodePeer.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc+uds"})
    void aClientInJavaScriptMakesCallsOfEveryKind(String scheme) throws Exception {
        boolean isUnix = scheme.equals("grpc+uds");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (RpcServer server = Served.at(isUnix ? "grpc+uds:" + SOCKET : "grpc://127.0.0.1:0", told)) {
            String address = server.endpoints().get(0).address();
            try (NodePeer peer = NodePeer.start("call", isUnix ? "unix:" + address : address)) {
                assertEquals(
                        Map.ofEntries(
                                Map.entry("unary", "grüezi"),
                                Map.entry("headers", "Ada 00ff"),
                                Map.entry("trailers", "7"),
                                Map.entry("one-way", "{}"),
                                Map.entry("server-stream", "0,1,2,3,4"),
                                Map.entry("client-stream", "5050"),
                                Map.entry("bidi-stream", "0,1,2,3,4"),
                                Map.entry("exception", "2 Locked: locked after 3 tries"),
                                Map.entry(
                                        "details",
                                        "2 Locked: locked after 3 tries .io.nearcall.tck.OpenFailure"
                                                + " {\"locked\":{\"tries\":3,\"owners\":[\"Ada\",\"Bob\"]}}"),
                                Map.entry("deadline", "4"),
                                Map.entry("cancel", "1"),
                                Map.entry("unknown", "12")),
                        peer.transcript());
            }
            assertEquals("from afar", told.poll(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc+uds"})
    void aClientOfOursCallsAServerInJavaScript(String scheme) throws Exception {
        boolean isUnix = scheme.equals("grpc+uds");
        try (NodePeer peer = NodePeer.start("serve", isUnix ? "unix:" + SOCKET : "127.0.0.1:0")) {
            String port = peer.expect("listening");
            try (RpcClient client = RpcClient.connect(isUnix ? "grpc+uds:" + SOCKET : "grpc://127.0.0.1:" + port)) {
                assertEquals("grüezi", client.service(Ask.class).ask("grüezi"));
            }
        }
    }

    @Test
    void everyKindOfCallReachesAServerInJavaScript() throws Exception {
        try (NodePeer peer = NodePeer.start("serve", "127.0.0.1:0");
                RpcClient client = RpcClient.connect("grpc://127.0.0.1:" + peer.expect("listening"))) {
            Feed feed = client.service(Feed.class);
            try (Stream<Feed.Item> items = feed.pull(100, 1000)) {
                assertEquals(4950, items.mapToLong(Feed.Item::number).sum());
            }
            assertEquals(10, feed.sum(LongStream.range(0, 5).mapToObj(number -> new Feed.Item(number, new byte[3]))));
            client.service(Tell.class).tell("from here");
            assertEquals("from here", peer.expect("told"));

            Metadata beside = Metadata.EMPTY.with("who", "Ada").with("raw-bin", new byte[] {0, -1});
            List<Metadata> seen = new ArrayList<>();
            client.with(CallOptions.DEFAULT.withMetadata(beside).withReplyMetadata((headers, trailers) -> {
                        seen.add(headers.only("who"));
                        seen.add(headers.only("raw-bin"));
                        seen.add(trailers.only("cost"));
                    }))
                    .service(Ask.class)
                    .ask("?");
            assertEquals(List.of(beside.only("who"), beside.only("raw-bin"), Metadata.EMPTY.with("cost", "7")), seen);

            RpcException failure = assertThrows(
                    RpcException.class, () -> client.service(Ask.class).ask("fail"));
            assertEquals(StatusCode.ABORTED, failure.code());
            assertEquals(Delivery.UNKNOWN, failure.delivery());
            assertEquals("not now", failure.getMessage());
            RpcException late = assertThrows(
                    RpcException.class,
                    () -> client.with(CallOptions.DEFAULT.withTimeout(Duration.ofMillis(200)))
                            .service(Ask.class)
                            .ask("block"));
            assertEquals(StatusCode.DEADLINE_EXCEEDED, late.code());
        }
    }
}
