package io.nearcall.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The chapters that depend on how a server is found, connected to and lost.
 *
 * <p>Enough for a further form of address of a transport whose first form passes the {@link TransportContract}.
 */
@ExtendWith(Ledger.class)
public interface ConnectionContract
        extends LifeContract,
                AddressContract,
                CallContract,
                SizeContract,
                FailureContract,
                DeathContract,
                BadInputContract,
                BadServerContract,
                RestartContract {}
