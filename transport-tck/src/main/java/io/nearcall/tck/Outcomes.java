package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.nearcall.Deadline;
import io.nearcall.Delivery;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;

/** How calls ended, and bounded waits for it. */
public final class Outcomes {
    /** Less than a test may take, so that it fails with the name of what it waited for. */
    public static final long PATIENCE_SECONDS = 8;

    /** Runs each task in a thread of its own: the common pool may have one for all. */
    public static final Executor THREAD = work -> new Thread(work, "tck-caller").start();

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private Outcomes() {}

    /** Something that can be waited for. */
    public interface Wait {
        boolean await() throws InterruptedException;
    }

    /** The failure of a blocking call. */
    public static RpcException failure(Executable call) {
        return assertThrows(RpcException.class, call);
    }

    /** The failure of an asynchronous call. */
    public static RpcException failure(Future<?> call) {
        try {
            Object reply = call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return fail("the call succeeded with " + reply);
        } catch (ExecutionException e) {
            return assertInstanceOf(RpcException.class, e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        }
    }

    /** The reply of an asynchronous call. */
    public static <T> T reply(Future<T> call) {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        }
    }

    /** Checks code and delivery; returns the message. */
    public static String check(StatusCode code, Delivery delivery, RpcException failure) {
        String said = failure.code() + " " + failure.delivery() + ": " + failure.getMessage();
        assertEquals(code, failure.code(), said);
        assertEquals(delivery, failure.delivery(), said);
        assertNotNull(failure.getMessage());
        return failure.getMessage();
    }

    /** Checks the code alone; returns the message. */
    public static String check(StatusCode code, RpcException failure) {
        return check(code, failure.delivery(), failure);
    }

    /** Checks that the message names every one of {@code words}. */
    public static void checkNames(String message, String... words) {
        for (String word : words) {
            assertTrue(message.contains(word), () -> "expected '" + word + "' in: " + message);
        }
    }

    /** What comes next. */
    static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return next == null ? fail("nothing came") : next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    public static void await(CountDownLatch latch, String what) {
        await(() -> latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), what);
    }

    public static void await(Wait wait, String what) {
        try {
            assertTrue(wait.await(), () -> "waited in vain: " + what);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted: " + what, e);
        }
    }

    /** Looks again and again at what sends no event, such as the state of the process. */
    public static void awaitState(BooleanSupplier reached, String what) {
        assertTrue(isReached(reached, PATIENCE_SECONDS), () -> "waited in vain: " + what);
    }

    public static boolean isReached(BooleanSupplier reached, long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** The longest that a test waits for anything. */
    public static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    public static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
