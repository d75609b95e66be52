package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Echo of a short text by Apache Dubbo: its triple protocol over TCP, a Java interface, default settings. */
public final class DubboEcho implements Subject {
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public String description() {
        return "Apache Dubbo " + Version.of(DubboBootstrap.class) + " triple, TCP, default settings";
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) throws IOException {
        int port = freePort();
        ServiceConfig<Echo> service = new ServiceConfig<>();
        service.setInterface(Echo.class);
        service.setRef(new EchoService());
        ProtocolConfig protocol = new ProtocolConfig("tri", port);
        protocol.setHost(LOOPBACK);
        bootstrap("server").protocol(protocol).service(service).start();
        return String.valueOf(port);
    }

    @Override
    public Client connect(String address) {
        ReferenceConfig<Echo> reference = new ReferenceConfig<>();
        reference.setInterface(Echo.class);
        reference.setUrl("tri://" + LOOPBACK + ":" + address);
        bootstrap("client").reference(reference).start();
        return new DubboClient(reference.get());
    }

    /** No registry, no port for operators, no files in the user's home. */
    private static DubboBootstrap bootstrap(String name) {
        ApplicationConfig application = new ApplicationConfig(name);
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        return DubboBootstrap.getInstance().application(application).registry(new RegistryConfig("N/A"));
    }

    /** Dubbo takes port 0 for its default port. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What is called. */
    public interface Echo {
        /** The same text. */
        String echo(String text);

        /** The same text, later. */
        CompletableFuture<String> echoLater(String text);
    }

    private static final class EchoService implements Echo {
        @Override
        public String echo(String text) {
            return text;
        }

        @Override
        public CompletableFuture<String> echoLater(String text) {
            return CompletableFuture.completedFuture(text);
        }
    }

    private record DubboClient(Echo echo) implements Client {
        @Override
        public BlockingTarget blocking() {
            return () -> Payload.check(echo.echo(Payload.TEXT));
        }

        @Override
        public AsyncTarget async() {
            return done -> echo.echoLater(Payload.TEXT)
                    .whenComplete(
                            (text, failure) -> done.completed(failure != null ? failure : Payload.failureOf(text)));
        }
    }
}
