package io.nearcall.uds;

import io.nearcall.tck.Capability;
import io.nearcall.tck.ConnectionContract;
import io.nearcall.tck.Contract;
import java.util.EnumSet;
import java.util.Set;

final class UdsAbstractContractTest implements ConnectionContract {
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
