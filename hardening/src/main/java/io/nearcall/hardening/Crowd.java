package io.nearcall.hardening;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nearcall.Endpoint;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of one process who have shaken hands and say nothing: the server answers another one, and rests.
 *
 * <p>Then all of them are killed at once while it drains.
 */
final class Crowd implements AutoCloseable {
    private static final int OTHER_DESCRIPTORS = 500;
    private static final long MOST_HEAP_EACH = 16 << 10;
    private static final long MOST_DIRECT = 8 << 20; // of all together
    private static final double MOST_LOAD = 0.01;
    private static final int FRAME_HEADER = 16;

    /** The HELLO of {@code docs/wire-format.md}, behind the magic bytes. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("4e45415243414c4c17000000010000000000000000000000080118808080022080082880808002"
                    + "32026d6538808004");

    private static final UnixOperatingSystemMXBean SYSTEM =
            (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Process process;
    private final BufferedReader output;

    private Crowd(Endpoint server, int size) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        server.toString(),
                        Integer.toString(size))
                .redirectError(Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * At most so many, or as many as this process may have descriptors, at {@code target}; what was seen.
     *
     * @param rest how long the server is watched then, nanoseconds; 0 for not at all
     */
    static String run(String target, int most, long rest) {
        int size = (int) Math.min(most, SYSTEM.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS);
        try (RpcServer server = RpcServer.serve(target, Oracle.class, new Judge())) {
            Endpoint bound = server.endpoints().get(0);
            ask(bound);
            long heap = usedHeap();
            long direct = usedDirect();
            try (Crowd crowd = new Crowd(bound, size)) {
                crowd.await();
                ask(bound);
                long each = (usedHeap() - heap) / size;
                long more = usedDirect() - direct;
                double load = rest == 0 ? 0 : load(rest);
                String seen = String.format(
                        Locale.ROOT,
                        "%,d connections, %,d bytes of heap each, %,d KiB of buffers for all, %.2f %% CPU idle",
                        size,
                        each,
                        more >> 10,
                        100 * load);
                if (each > MOST_HEAP_EACH || more > MOST_DIRECT || load > MOST_LOAD) {
                    throw new AssertionError(seen);
                }
                return seen;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() throws IOException {
        String said = output.readLine();
        if (!"ready".equals(said)) {
            throw new AssertionError("a crowd says " + said);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ask(Endpoint server) {
        try (RpcClient client = RpcClient.connect(server.toString())) {
            client.service(Oracle.class).answer(new Oracle.Question(0, new byte[0]));
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long usedDirect() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** The share of one processor that this process takes while nobody calls. */
    private static double load(long nanos) {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(nanos - (System.nanoTime() - start));
        }
        return (double) (SYSTEM.getProcessCpuTime() - cpu) / (System.nanoTime() - start);
    }

    // ---- the crowd itself

    /** Connects so often, says so, and waits for the end of its stdin: the server's endpoint, the number. */
    public static void main(String[] arguments) throws IOException {
        Endpoint server = Endpoint.parse(arguments[0]);
        SocketAddress address = server.scheme().equals("uds")
                ? UnixDomainSocketAddress.of(server.address())
                : new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(
                                server.address().substring(server.address().lastIndexOf(':') + 1)));
        List<SocketChannel> all = new ArrayList<>();
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            all.add(joined(address));
        }
        System.out.println("ready");
        System.in.read();
        for (SocketChannel each : all) {
            each.close();
        }
    }

    private static SocketChannel joined(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(HELLO));
        ByteBuffer begin = read(channel, 8 + FRAME_HEADER);
        read(channel, begin.getInt(8));
        return channel;
    }

    private static ByteBuffer read(SocketChannel from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException("the server has hung up");
            }
        }
        return bytes;
    }
}
