package io.nearcall.uds;

import io.nearcall.tck.Contract;
import io.nearcall.tck.KillContract;

final class UdsKillTest implements KillContract {
    @Override
    public String target() {
        return "uds:" + Contract.unique();
    }
}
