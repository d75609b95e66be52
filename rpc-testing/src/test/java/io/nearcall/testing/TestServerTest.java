package io.nearcall.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestServerTest {
    private static final long HERE = ProcessHandle.current().pid();

    @Test
    void servesInThisProcess() {
        for (String scheme : new String[] {"inproc", "tcp", "tcp://127.0.0.1:0"}) {
            try (TestServer server = TestServer.serve(scheme, Clock.class, new Clock.OfThisProcess())) {
                assertEquals(HERE, server.service(Clock.class).pid());
            }
        }
    }

    @Test
    void servesInAProcessOfItsOwnWhichEndsWithTheTest() {
        long pid;
        try (TestServer server = TestServer.fork("tcp", Clock.class, Clock.OfThisProcess.class)) {
            pid = server.service(Clock.class).pid();
            assertNotEquals(HERE, pid);
        }
        assertTrue(ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void addressesAreNew() {
        try (TestServer first = TestServer.serve("inproc", Clock.class, new Clock.OfThisProcess());
                TestServer second = TestServer.serve("inproc", Clock.class, new Clock.OfThisProcess())) {
            assertNotEquals(first.target(), second.target());
        }
    }

    @Test
    void whoCallsAServerThatIsKilledGetsItsEnd() throws Exception {
        try (TestServer server = TestServer.fork("tcp", Clock.class, Clock.OfThisProcess.class)) {
            Clock clock = server.service(Clock.class);
            clock.pid();
            CompletableFuture<Void> call = CompletableFuture.runAsync(clock::hang, work -> new Thread(work).start());
            server.kill();
            ExecutionException ended = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
            assertEquals(StatusCode.UNAVAILABLE, ((RpcException) ended.getCause()).code());
        }
    }

    @Test
    void aServerInThisProcessIsNotKilled() {
        try (TestServer server = TestServer.serve("inproc", Clock.class, new Clock.OfThisProcess())) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, server::kill);
            assertTrue(refused.getMessage().contains("TestServer.fork"), refused.getMessage());
        }
    }

    @Test
    void anImplementationThatAnotherProcessCannotMakeIsRefused() {
        Clock local = new Clock() {
            @Override
            public long pid() {
                return HERE;
            }

            @Override
            public void hang() {}
        };
        assertEquals(HERE, local.pid());
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> TestServer.fork("tcp", Clock.class, local.getClass()));
        assertTrue(refused.getMessage().contains("constructor without parameters"), refused.getMessage());
    }

    @Test
    void whyAProcessDoesNotServeIsSaid() {
        IllegalStateException failed = assertThrows(
                IllegalStateException.class, () -> TestServer.fork("tcp", Clock.class, Clock.Broken.class));
        assertTrue(failed.getMessage().contains("no battery"), failed.getMessage());
        failed = assertThrows(
                IllegalStateException.class,
                () -> TestServer.fork("tpc://127.0.0.1:0", Clock.class, Clock.OfThisProcess.class));
        assertTrue(failed.getMessage().contains("tpc"), failed.getMessage());
        assertFalse(failed.getMessage().contains("\n"));
    }
}
