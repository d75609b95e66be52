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
                ExceptionContract,
                MetadataContract,
                OverloadContract,
                InterceptorContract,
                TimeContract,
                OneWayContract,
                MessageContract,
                ThreadContract,
                DeathContract,
                RestartContract,
                BadInputContract,
                BadServerContract {}
