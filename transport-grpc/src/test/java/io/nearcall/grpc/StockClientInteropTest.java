package io.nearcall.grpc;

import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** In plaintext. */
@RunWith(JUnit4.class)
public final class StockClientInteropTest extends StockStubs {
    /** Made by JUnit. */
    public StockClientInteropTest() {
        super(new TestServiceByHand(), null);
    }
}
