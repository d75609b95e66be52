package io.nearcall.uds;

import io.nearcall.tck.Capability;
import io.nearcall.tck.Contract;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

final class UdsAbstractContractTest implements TransportContract {
    @Override
    public String title() {
        return "uds:@name";
    }

    @Override
    public String target() {
        return "uds:@" + Contract.unique();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.RAW_BYTES));
    }
}
