package io.nearcall.tcp;

import io.nearcall.tck.Capability;
import io.nearcall.tck.TestKeys;
import io.nearcall.tck.TransportContract;
import java.util.EnumSet;
import java.util.Set;

/** The contract over mutual TLS, switched on by the endpoint's own options. */
final class TcpTlsContractTest implements TransportContract {
    private static final TestKeys KEYS = TestKeys.make();

    @Override
    public String target() {
        return "tcp://127.0.0.1:0?tls.certificate=" + KEYS.certificate() + "&tls.key=" + KEYS.key() + "&tls.trust="
                + KEYS.certificate() + "&tls.client-certificate=required";
    }

    @Override
    public String title() {
        return "tcp with TLS";
    }

    @Override
    public Set<Capability> capabilities() {
        // What comes by a plain socket is refused by TLS.
        return EnumSet.complementOf(EnumSet.of(Capability.RAW_BYTES, Capability.BULK));
    }
}
