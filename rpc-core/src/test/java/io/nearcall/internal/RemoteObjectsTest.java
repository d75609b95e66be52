package io.nearcall.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.transport.Connection;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RemoteObjectsTest {
    private static final int MOST_OWED = 65_536;

    private final CountDownLatch telling = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** One whose peer reads nothing: the first call waits for its end. */
    private Connection stopped() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newCall")) {
                        telling.countDown();
                        closed.await();
                        throw new RpcException(StatusCode.UNAVAILABLE, "the connection has ended");
                    } else if (method.getName().equals("close")) {
                        closed.countDown();
                    }
                    return null;
                });
    }

    @Test
    void aConnectionThatOwesTooManyReleasesEnds() throws Exception {
        RemoteObjects objects = new RemoteObjects(stopped(), 10, new LongAdder(), List.of());
        objects.giveBack(0, 1);
        telling.await();
        for (int number = 1; number <= MOST_OWED; number++) {
            objects.giveBack(number, 1);
        }
        assertFalse(closed.await(50, TimeUnit.MILLISECONDS));
        objects.giveBack(1, 1); // one that is owed already
        assertFalse(closed.await(50, TimeUnit.MILLISECONDS));
        objects.giveBack(MOST_OWED + 1, 1);
        assertTrue(closed.await(30, TimeUnit.SECONDS));
    }
}
