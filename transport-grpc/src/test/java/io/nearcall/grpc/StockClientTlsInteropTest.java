package io.nearcall.grpc;

import io.nearcall.tck.TestKeys;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** By TLS. */
@RunWith(JUnit4.class)
public final class StockClientTlsInteropTest extends StockStubs {
    private static final TestKeys KEYS = TestKeys.make();

    /** Made by JUnit. */
    public StockClientTlsInteropTest() {
        super(new TestServiceByHand(), KEYS);
    }
}
