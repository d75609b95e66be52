package io.nearcall.grpc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A way to a server that takes its time, as that to another continent does: one connection, whose bytes are late. */
final class FarRelay implements Closeable {
    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(); // in order
    private final int port;
    private final long nanos;

    /** A way to {@code port} of this machine that takes {@code eachWay}. */
    FarRelay(int port, Duration eachWay) throws IOException {
        this.port = port;
        this.nanos = eachWay.toNanos();
        new Thread(this::serve, "far-relay").start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        try (Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = new Thread(() -> carry(far, near), "far-relay-back");
            back.start();
            carry(near, far);
            back.join();
        } catch (IOException closed) {
            // nobody came
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            late.shutdown();
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[64 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, n);
                late.schedule(() -> write(out, bytes), nanos, TimeUnit.NANOSECONDS);
            }
        } catch (IOException closed) {
            // as its end
        }
        late.schedule(() -> close(to), nanos, TimeUnit.NANOSECONDS);
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
