package io.nearcall.tcp;

import io.nearcall.tck.KillContract;

final class TcpKillTest implements KillContract {
    @Override
    public String target() {
        return "tcp://127.0.0.1:0";
    }
}
