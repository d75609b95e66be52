package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bad input at a client: what is not a server of ours is named, with the cure; nothing hangs. */
@Needs(Capability.RAW_BYTES)
public interface BadServerContract extends Contract {
    private static FakeServer fake(Rig rig, Consumer<RawSocket> script) {
        return rig.own(new FakeServer(rig.contract(), script));
    }

    private static void checkRefused(Rig rig, Consumer<RawSocket> script, String... words) {
        FakeServer fake = fake(rig, script);
        String message =
                check(StatusCode.UNAVAILABLE, Delivery.NOT_EXECUTED, failure(() -> RpcClient.connect(fake.target())));
        checkNames(message, fake.target());
        checkNames(message, words);
    }

    @Test
    default void aServerOfHttpIsNamed(Rig rig) {
        checkRefused(rig, peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n").close(), "HTTP");
    }

    @Test
    default void aServerThatExpectsTlsIsNamed(Rig rig) {
        checkRefused(rig, peer -> peer.send("\25\3\1\0\2\2\n").close(), "TLS", "nearcall.tls");
    }

    @Test
    default void aServerOfAnotherVersionIsNamed(Rig rig) {
        checkRefused(rig, peer -> peer.send(RawFrames.hello(2)), "version 2", "version 1", "same release");
    }

    @Test
    default void aServerOfAnotherProtocolIsNamed(Rig rig) {
        checkRefused(rig, peer -> peer.send("+OK POP3 ready\r\n"), "does not speak Nearcall");
    }

    @Test
    default void aServerThatClosesAtOnceIsNamed(Rig rig) {
        checkRefused(rig, RawSocket::close);
    }

    @Test
    default void aSilentServerEndsTheConnectInTime(Rig rig) {
        FakeServer fake = fake(rig, peer -> {});
        long start = System.nanoTime();
        String message = check(
                StatusCode.UNAVAILABLE,
                Delivery.NOT_EXECUTED,
                failure(() -> RpcClient.connect(fake.target(), Rig.config("nearcall.limits.connect", "200ms"))));
        checkNames(message, fake.target(), "did not shake hands in time");
        double millis = Outcomes.millisSince(start);
        assertTrue(millis > 190 && millis < 2_000, "took " + millis + " ms");
    }

    /** A client of a server that answers its first request with {@code answer}. */
    private static CompletableFuture<String> answered(Rig rig, java.util.function.LongFunction<byte[]> answer) {
        FakeServer fake = fake(rig, peer -> {
            peer.send(RawFrames.hello(1));
            RawFrames.takeHello(peer);
            peer.send(answer.apply(RawFrames.take(peer).id()));
        });
        return rig.connect(fake.target()).service(AskLater.class).ask("?");
    }

    @Test
    default void aReplyThatCannotBeReadFailsItsCall(Rig rig) {
        CompletableFuture<String> call =
                answered(rig, id -> RawFrames.frame(RawFrames.REPLY, 0, id, new byte[] {0x0a, 0x7f, 1}));
        checkNames(check(StatusCode.INTERNAL, failure(call)), "malformed");
    }

    @Test
    default void aReplyOfALyingLengthEndsItsConnection(Rig rig) {
        CompletableFuture<String> call =
                answered(rig, id -> RawFrames.frame(Integer.MAX_VALUE, RawFrames.REPLY, 0, 0, id, new byte[100]));
        checkNames(check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call)), "broke the protocol", "2147483647");
    }

    @Test
    default void aReplyToNobodyIsDropped(Rig rig) {
        byte[] right = RawFrames.message(out -> out.writeString(1, "right"));
        byte[] wrong = RawFrames.message(out -> out.writeString(1, "wrong"));
        CompletableFuture<String> call = answered(rig, id -> {
            byte[] stray = RawFrames.frame(RawFrames.REPLY, 0, id + (1L << 16), wrong);
            byte[] own = RawFrames.frame(RawFrames.REPLY, 0, id, right);
            byte[] again = RawFrames.frame(RawFrames.REPLY, 0, id, wrong);
            return java.nio.ByteBuffer.allocate(stray.length + own.length + again.length)
                    .put(stray)
                    .put(own)
                    .put(again)
                    .array();
        });
        assertEquals("right", Outcomes.reply(call));
    }

    @Test
    default void aServerThatVanishesInMidReplyEndsTheCall(Rig rig) {
        FakeServer fake = fake(rig, peer -> {
            peer.send(RawFrames.hello(1));
            RawFrames.takeHello(peer);
            RawFrames.take(peer);
            peer.send(RawFrames.frame(500, RawFrames.REPLY, 0, 0, 1, new byte[20]))
                    .close();
        });
        CompletableFuture<String> call =
                rig.connect(fake.target()).service(AskLater.class).ask("?");
        check(StatusCode.UNAVAILABLE, Delivery.UNKNOWN, failure(call));
    }
}
