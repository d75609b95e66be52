package io.nearcall.tck;

import java.util.EnumSet;
import java.util.Set;

final class InprocContractTest implements TransportContract {
    @Override
    public String target() {
        return "inproc:" + Contract.unique();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.REBINDING, Capability.CALL_BACKS);
    }
}
