package io.nearcall.shm;

import io.nearcall.RpcConfig;
import io.nearcall.stream.OutboundLanes;
import io.nearcall.transport.SpinMode;

/**
 * What can be set about shared memory.
 *
 * @param lanes calls that may be on lanes at a time, a power of two ({@code nearcall.shm.lanes}, 64)
 * @param ring bytes of the ring each way, a power of two ({@code nearcall.shm.ring}, 256 KiB)
 * @param limit bytes that the process may have mapped ({@code nearcall.shm.limit}, 256 MiB)
 * @param sealing whether its length is sealed ({@code nearcall.shm.sealed}, off)
 * @param spins whether threads may wait without sleeping ({@code nearcall.spin})
 */
record Settings(int lanes, int ring, long limit, Sealing sealing, boolean spins) {
    static final int LEAST_RING = 1 << 16;
    static final int MOST_RING = 1 << 26;

    static Settings of(RpcConfig config) {
        int lanes = config.integer("nearcall.shm.lanes", 64, 1);
        long ring = config.bytes("nearcall.shm.ring", 1 << 18);
        long limit = config.bytes("nearcall.shm.limit", 1L << 28);
        if (lanes > OutboundLanes.MAX || Integer.bitCount(lanes) != 1) {
            throw new IllegalArgumentException(
                    "nearcall.shm.lanes=" + lanes + ": expected a power of two from 1 to " + OutboundLanes.MAX);
        }
        if (ring < LEAST_RING || ring > MOST_RING || Long.bitCount(ring) != 1) {
            throw new IllegalArgumentException(
                    "nearcall.shm.ring=" + ring + ": expected a power of two of bytes from 64 KiB to 64 MiB");
        }
        boolean spins = config.choice("nearcall.spin", SpinMode.ADAPTIVE) != SpinMode.OFF;
        Sealing sealing = config.choice("nearcall.shm.sealed", Sealing.OFF);
        return new Settings(lanes, (int) ring, limit, sealing, spins);
    }
}
