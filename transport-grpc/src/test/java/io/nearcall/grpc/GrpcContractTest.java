package io.nearcall.grpc;

import io.nearcall.tck.Capability;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

final class GrpcContractTest implements TransportContract {
    @Override
    public String target() {
        return "grpc://127.0.0.1:0";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(
                Capability.RAW_BYTES, Capability.CALL_BACKS, Capability.HEARTBEAT, Capability.END_OF_CONNECTION));
    }
}
