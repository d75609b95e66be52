package io.nearcall.tck;

/** The whole contract: every chapter that a transport must pass. */
public interface TransportContract
        extends ConnectionContract,
                HealthContract,
                LoadContract,
                RetryContract,
                MismatchContract,
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
                StreamDeathContract,
                ReferenceDeathContract {}
