package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** A bare echo of 32 bytes to a child process over its stdin and stdout, blocking in the kernel. */
public final class BarePipe implements Subject {
    private static final int SIZE = Payload.TEXT.length();

    @Override
    public String description() {
        return "bare JDK pipe echo";
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) {
        return "child"; // each client starts its own
    }

    @Override
    public Client connect(String address) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OutputStream to = child.getOutputStream();
        InputStream from = child.getInputStream();
        byte[] bytes = new byte[SIZE];
        return () -> () -> {
            to.write(bytes);
            to.flush();
            receive(from, bytes);
        };
    }

    private static void receive(InputStream from, byte[] bytes) throws IOException {
        if (from.readNBytes(bytes, 0, SIZE) < SIZE) {
            throw new EOFException("the other side closed");
        }
    }

    /** The child; it ends with its stdin. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (InputStream in = new FileInputStream(FileDescriptor.in);
                    OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                byte[] bytes = new byte[SIZE];
                while (in.readNBytes(bytes, 0, SIZE) == SIZE) {
                    out.write(bytes);
                }
            }
        }
    }
}
