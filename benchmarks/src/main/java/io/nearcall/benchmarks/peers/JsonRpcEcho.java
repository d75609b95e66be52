package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.AsyncTarget;
import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Echo of a short text by lsp4j: JSON-RPC over a pair of pipes, as editors speak to language servers. */
public final class JsonRpcEcho implements Subject {
    @Override
    public String description() {
        return "lsp4j " + Version.of(Launcher.class) + " over pipes";
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        Process making = new ProcessBuilder("mkfifo", requests(pipe), replies(pipe))
                .inheritIO()
                .start();
        if (making.waitFor() != 0) {
            throw new IOException("mkfifo failed");
        }
        Thread thread = new Thread(() -> answer(pipe), "answer");
        thread.setDaemon(true);
        thread.start();
        return pipe.toString();
    }

    @Override
    public Client connect(String address) throws IOException {
        Path pipe = Path.of(address);
        // In the order in which the server opens them: each opening waits for the other side's.
        OutputStream out = new FileOutputStream(requests(pipe));
        InputStream in = new FileInputStream(replies(pipe));
        Launcher<Echo> launcher = Launcher.createLauncher(new Object(), Echo.class, in, out);
        launcher.startListening();
        return new JsonRpcClient(launcher.getRemoteProxy());
    }

    private static void answer(Path pipe) {
        try (InputStream in = new FileInputStream(requests(pipe));
                OutputStream out = new FileOutputStream(replies(pipe))) {
            Echo echo = CompletableFuture::completedFuture;
            Launcher.createLauncher(echo, Echo.class, in, out).startListening().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the JSON-RPC server failed", e);
        }
    }

    private static String requests(Path pipe) {
        return pipe + ".requests";
    }

    private static String replies(Path pipe) {
        return pipe + ".replies";
    }

    /** What is called. */
    public interface Echo {
        /** The same text. */
        @JsonRequest
        CompletableFuture<String> echo(String text);
    }

    private record JsonRpcClient(Echo echo) implements Client {
        @Override
        public BlockingTarget blocking() {
            return () -> Payload.check(echo.echo(Payload.TEXT).get());
        }

        @Override
        public AsyncTarget async() {
            return done -> echo.echo(Payload.TEXT)
                    .whenComplete(
                            (text, failure) -> done.completed(failure != null ? failure : Payload.failureOf(text)));
        }
    }
}
