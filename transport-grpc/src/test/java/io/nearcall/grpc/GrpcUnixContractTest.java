package io.nearcall.grpc;

import io.nearcall.tck.Capability;
import io.nearcall.tck.ConnectionContract;
import io.nearcall.tck.Contract;
import java.nio.file.Path;
import java.util.Set;

final class GrpcUnixContractTest implements ConnectionContract {
    @Override
    public String target() {
        return "grpc+uds:" + Path.of(System.getProperty("java.io.tmpdir"), "nearcall-" + Contract.unique() + ".sock");
    }

    @Override
    public String title() {
        return "grpc+uds";
    }

    @Override
    public Set<Capability> capabilities() {
        return new GrpcContractTest().capabilities();
    }
}
