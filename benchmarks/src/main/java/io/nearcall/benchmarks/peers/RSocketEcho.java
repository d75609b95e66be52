package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.file.Path;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Echo of a short text by RSocket over TCP, on Netty's event loops. */
public final class RSocketEcho implements Subject {
    private static final String LOOPBACK = "127.0.0.1";

    private final boolean zeroCopy;

    private RSocketEcho(boolean zeroCopy) {
        this.zeroCopy = zeroCopy;
    }

    /** As it comes. */
    public static Subject defaults() {
        return new RSocketEcho(false);
    }

    /** Without copies of what was received: what its documentation recommends for speed. */
    public static Subject zeroCopy() {
        return new RSocketEcho(true);
    }

    @Override
    public String description() {
        return "RSocket " + Version.of(RSocket.class) + " TCP, " + (zeroCopy ? "zero copy" : "default settings");
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) {
        RSocketServer server = RSocketServer.create(SocketAcceptor.forRequestResponse(request -> {
            String text = request.getDataUtf8();
            request.release();
            return Mono.just(DefaultPayload.create(text));
        }));
        CloseableChannel bound = server.payloadDecoder(decoder()).bindNow(TcpServerTransport.create(LOOPBACK, 0));
        return String.valueOf(bound.address().getPort());
    }

    @Override
    public Client connect(String address) {
        RSocket socket = Objects.requireNonNull(RSocketConnector.create()
                .payloadDecoder(decoder())
                .connect(TcpClientTransport.create(LOOPBACK, Integer.parseInt(address)))
                .block());
        return new RSocketClient(socket);
    }

    private PayloadDecoder decoder() {
        return zeroCopy ? PayloadDecoder.ZERO_COPY : PayloadDecoder.DEFAULT;
    }

    private static Mono<String> echo(RSocket socket) {
        return socket.requestResponse(DefaultPayload.create(Payload.TEXT)).map(reply -> {
            String text = reply.getDataUtf8();
            reply.release();
            return text;
        });
    }

    private record RSocketClient(RSocket socket) implements Client {
        @Override
        public BlockingTarget blocking() {
            return () -> Payload.check(echo(socket).block());
        }

        @Override
        public AsyncTarget async() {
            return done -> echo(socket).subscribe(text -> done.completed(Payload.failureOf(text)), done::completed);
        }
    }
}
