package io.nearcall.pipe;

import io.nearcall.tck.Capability;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

final class FifoContractTest implements TransportContract {
    @Override
    public String target() {
        return "fifo:" + Contract.unique();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.RAW_BYTES));
    }
}
