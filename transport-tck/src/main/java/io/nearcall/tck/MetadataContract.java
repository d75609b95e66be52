package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.Metadata;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Metadata: what travels beside requests and replies arrives as it was sent. */
public interface MetadataContract extends Contract {
    /** Every kind of entry, and one key twice. */
    Metadata MIXED = Metadata.EMPTY
            .with("who", "Ada")
            .with("raw-bin", new byte[] {0, -1, 127})
            .with("who", "Bob ~")
            .with("empty", "")
            .with("empty-bin", new byte[0]);

    private static List<List<Metadata>> seen() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    private static Ask ask(RpcClient client, Metadata metadata, List<List<Metadata>> seen) {
        return client.with(CallOptions.DEFAULT
                        .withMetadata(metadata)
                        .withReplyMetadata((headers, trailers) -> seen.add(List.of(headers, trailers))))
                .service(Ask.class);
    }

    @Test
    default void whatAClientSendsArrivesAsItIs(Rig rig) {
        List<Metadata> arrived = Collections.synchronizedList(new ArrayList<>());
        RpcClient client = rig.connect(rig.serve(question -> {
                    arrived.add(CallContext.current().metadata());
                    return question;
                }))
                .with(CallOptions.DEFAULT.withMetadata(MIXED));
        client.service(Ask.class).ask("?");
        reply(client.service(AskLater.class).ask("?"));
        client.service(Tell.class).tell("?");
        Outcomes.awaitState(() -> arrived.size() == 3, "the calls");
        assertEquals(List.of(MIXED, MIXED, MIXED), arrived);
    }

    @Test
    default void whatAHandlerSendsArrivesBeforeAndAfterTheReply(Rig rig) {
        Metadata after = Metadata.EMPTY.with("cost", "7");
        RpcClient client = rig.connect(rig.serve(question -> {
            if (!question.equals("nothing")) {
                CallContext.current().headers(MIXED);
                CallContext.current().trailers(after);
            }
            return question;
        }));
        List<List<Metadata>> seen = seen();
        assertEquals("?", ask(client, Metadata.EMPTY, seen).ask("?"));
        assertEquals(List.of(List.of(MIXED, after)), seen);
        seen.clear();
        RpcClient watching = client.with(
                CallOptions.DEFAULT.withReplyMetadata((headers, trailers) -> seen.add(List.of(headers, trailers))));
        assertEquals("?", reply(watching.service(AskLater.class).ask("?")));
        assertEquals(List.of(List.of(MIXED, after)), seen);
        seen.clear();
        assertEquals("nothing", watching.service(Ask.class).ask("nothing"));
        assertEquals("nothing", reply(watching.service(AskLater.class).ask("nothing")));
        assertEquals(List.of(), seen);
    }

    @Test
    default void metadataOfOneCallIsNotThatOfTheNext(Rig rig) {
        RpcClient client = rig.connect(rig.serve(question -> {
            CallContext context = CallContext.current();
            if (question.equals("set")) {
                context.trailers(MIXED);
            }
            return context.metadata().text("who").orElse("nobody");
        }));
        List<List<Metadata>> seen = seen();
        for (int i = 0; i < 20; i++) {
            assertEquals("Bob ~", ask(client, MIXED, seen).ask("set"));
            assertEquals("nobody", ask(client, Metadata.EMPTY, seen).ask("?"));
        }
        assertEquals(20, seen.size());
    }

    @Test
    default void aLargeReplyBringsItsMetadataToo(Rig rig) {
        RpcServer server = rig.serve(question -> {
            CallContext.current().headers(MIXED);
            return question.repeat(100_000);
        });
        List<List<Metadata>> seen = seen();
        assertEquals(
                200_000,
                ask(rig.connect(server), Metadata.EMPTY, seen).ask("ab").length());
        assertEquals(List.of(List.of(MIXED, Metadata.EMPTY)), seen);
    }

    @Test
    default void metadataUpToTheLimitArrivesBothWays(Rig rig) {
        Metadata most = Metadata.EMPTY;
        for (int i = 0; most.size() + 33 <= 8 << 10; i++) {
            most = most.with(Character.toString('a' + i % 26), "");
        }
        Metadata sent = most;
        RpcClient client = rig.connect(rig.serve(question -> {
            assertEquals(sent, CallContext.current().metadata());
            if (question.equals("fail")) {
                throw new RpcException(StatusCode.ABORTED, "no", Delivery.EXECUTED, sent, null);
            }
            CallContext.current().trailers(sent);
            return question;
        }));
        List<List<Metadata>> seen = seen();
        assertEquals("?", ask(client, most, seen).ask("?"));
        assertEquals(List.of(List.of(Metadata.EMPTY, most)), seen);
        assertEquals(most, failure(() -> ask(client, sent, seen).ask("fail")).trailers());
    }

    @Test
    default void metadataOverTheLimitFailsTheReplyThatBringsIt(Rig rig) {
        Metadata large = Metadata.EMPTY.with("k-bin", new byte[8 << 10]);
        RpcServer server = rig.serve(question -> {
            if (question.equals("fail")) {
                throw new RpcException(StatusCode.ABORTED, "no", Delivery.EXECUTED, large, null);
            }
            if (question.equals("set")) {
                CallContext.current().trailers(large);
            }
            return question;
        });
        Ask ask = rig.connect(server).service(Ask.class);
        checkNames(
                check(StatusCode.RESOURCE_EXHAUSTED, Delivery.EXECUTED, failure(() -> ask.ask("set"))),
                "nearcall.limits.metadata");
        RpcException failure = failure(() -> ask.ask("fail"));
        checkNames(check(StatusCode.ABORTED, Delivery.EXECUTED, failure), "no", "nearcall.limits.metadata");
        assertTrue(failure.trailers().isEmpty());
        assertEquals(1, server.counters().get("trailers dropped"));
        assertEquals("fine", ask.ask("fine"));
    }

    @Test
    default void aHandlersOwnCallsBelongToTheTraceOfItsCaller(Rig rig) {
        RpcServer inner = rig.serve(question -> {
            Metadata metadata = CallContext.current().metadata();
            TreeSet<String> keys = new TreeSet<>();
            metadata.forEach((key, value) -> keys.add(key));
            return keys + metadata.text("traceparent").orElse("");
        });
        RpcClient client = rig.connect(inner);
        Metadata own = Metadata.EMPTY.with("traceparent", "own");
        RpcServer outer = rig.serve(question -> question.equals("own")
                ? client.with(CallOptions.DEFAULT.withMetadata(own))
                        .service(Ask.class)
                        .ask("?")
                : client.service(Ask.class).ask("?"));
        Metadata trace = Metadata.EMPTY
                .with("secret", "mine")
                .with("traceparent", "00-1-2-01")
                .with("tracestate", "a=1")
                .with("grpc-trace-bin", new byte[] {1});
        Ask ask =
                rig.connect(outer).with(CallOptions.DEFAULT.withMetadata(trace)).service(Ask.class);
        assertEquals("[grpc-trace-bin, traceparent, tracestate]00-1-2-01", ask.ask("?"));
        assertEquals("[grpc-trace-bin, traceparent, tracestate]own", ask.ask("own"));
        assertEquals("[]", rig.connect(outer).service(Ask.class).ask("?"));
    }
}
