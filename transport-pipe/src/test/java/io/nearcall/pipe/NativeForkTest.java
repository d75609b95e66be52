package io.nearcall.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcClient;
import io.nearcall.RpcConfig;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What native code in this process starts, by none of the JDK's means, which close all descriptors. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NativeForkTest {
    /** What is called in the C library; public for jnr alone. */
    public interface LibC {
        int system(String command);
    }

    @Test
    void itHasNoneOfOurPipesAndFifosWhoseEndWouldNotBeSeen(@TempDir Path directory) throws IOException {
        Path listing = directory.resolve("listing");
        String endpoint = "fifo:" + directory.resolve("ask");
        RpcConfig hurried = RpcConfig.load().with("nearcall.limits.drain", "1ms");
        try (RpcServer server = RpcServer.serve(endpoint, Ask.class, question -> question);
                RpcClient client = RpcClient.connect(server.endpoints().get(0).toString());
                RpcProcess<Ask> child = Workers.shell(NastyChildTest.HELLO + "(cat >/dev/null); exit 0")
                        .config(hurried)
                        .start()) {
            assertEquals("hello", client.service(Ask.class).ask("hello"));
            int status = LibraryLoader.create(LibC.class).load("c").system("ls -l /proc/self/fd >" + listing);
            assertEquals(0, status);
            String inherited = Files.readString(listing);
            assertTrue(inherited.contains(listing.toString()), inherited);
            for (String descriptor : List.of("0", "1")) {
                long pid = child.process().orElseThrow().pid();
                Path pipe = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd", descriptor));
                assertTrue(pipe.toString().startsWith("pipe:"), pipe::toString);
                assertFalse(inherited.contains(pipe.toString()), inherited);
            }
            Pattern fifo = Pattern.compile(Pattern.quote(directory.toString()) + "/ask($|\\.[0-9])", Pattern.MULTILINE);
            assertFalse(fifo.matcher(inherited).find(), inherited);
        }
    }
}
