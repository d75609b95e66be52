package io.nearcall.tck;

/** The whole contract: every chapter that a transport must pass. */
public interface TransportContract
        extends LifeContract,
                AddressContract,
                CallContract,
                LoadContract,
                RetryContract,
                SizeContract,
                FailureContract,
                TimeContract,
                OneWayContract,
                MessageContract,
                StreamContract,
                ReactiveContract,
                ThreadContract,
                DeathContract,
                StreamDeathContract,
                BadInputContract,
                BadServerContract {}
