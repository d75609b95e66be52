package io.nearcall.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/** The whole contract: every chapter that a transport must pass. */
@ExtendWith(Ledger.class)
public interface TransportContract
        extends LifeContract,
                HealthContract,
                AddressContract,
                CallContract,
                LoadContract,
                RetryContract,
                SizeContract,
                MismatchContract,
                FailureContract,
                ExceptionContract,
                MetadataContract,
                OverloadContract,
                InterceptorContract,
                TimeContract,
                CancelContract,
                OneWayContract,
                MessageContract,
                StreamContract,
                ReactiveContract,
                ReferenceContract,
                ThreadContract,
                ExecutorContract,
                DeathContract,
                StreamDeathContract,
                ReferenceDeathContract,
                RestartContract,
                BadInputContract,
                BadServerContract {}
