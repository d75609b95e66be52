package io.nearcall.benchmarks;

/** A call that returns when its reply is there; used from many threads only where the subject says so. */
@FunctionalInterface
public interface BlockingTarget {
    /** Makes one call and checks its reply. */
    void call() throws Exception;
}
