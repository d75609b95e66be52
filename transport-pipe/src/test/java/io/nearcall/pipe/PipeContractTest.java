package io.nearcall.pipe;

import io.nearcall.tck.Capability;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

/** Over the two anonymous pipes that a parent and its child have, within one process. */
final class PipeContractTest implements TransportContract {
    @Override
    public String title() {
        return "pipe";
    }

    @Override
    public String target() {
        return "pipes:" + Contract.unique() + "?upgrade=off";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.SECOND_PROCESS, Capability.RAW_BYTES));
    }
}
