package io.nearcall.grpc.bridge;

import io.nearcall.tck.Contract;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** Public, as JUnit 4 wants its tests. */
@RunWith(JUnit4.class)
public final class UdsInteropTest extends InteropSuite {
    /** Made by JUnit. */
    public UdsInteropTest() {
        super("uds:" + Contract.unique());
    }
}
