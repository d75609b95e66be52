package io.nearcall.pipe;

import io.nearcall.tck.Contract;
import io.nearcall.tck.KillContract;

final class FifoKillTest implements KillContract {
    @Override
    public String target() {
        return "fifo:" + Contract.unique();
    }
}
