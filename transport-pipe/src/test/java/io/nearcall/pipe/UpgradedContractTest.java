package io.nearcall.pipe;

import io.nearcall.tck.Capability;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

/** Over the shared memory to which a parent and its child go on from their pipes, within one process. */
final class UpgradedContractTest implements TransportContract {
    @Override
    public String title() {
        return "pipe, upgraded";
    }

    @Override
    public String target() {
        return "pipes:" + Contract.unique();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.SECOND_PROCESS, Capability.RAW_BYTES));
    }
}
