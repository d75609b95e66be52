package io.nearcall.pipe;

import io.nearcall.Delivery;
import io.nearcall.Endpoint;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.io.IOException;
import jnr.enxio.channels.NativeSelectorProvider;

/** The loading of jnr, which takes hundreds of milliseconds at first. */
final class NativePipes {
    private NativePipes() {}

    /** Loads jnr before a deadline runs. */
    static void prepare(Endpoint endpoint) {
        try {
            int[] ends = Descriptors.pipe();
            Descriptors.close(ends);
            NativeSelectorProvider.getInstance().openSelector().close();
        } catch (LinkageError | IOException e) {
            throw new RpcException(
                    StatusCode.UNAVAILABLE,
                    endpoint + ": jnr cannot be used (" + e + "); put jnr-unixsocket on the class path",
                    Delivery.NOT_EXECUTED,
                    e);
        }
    }
}
