package io.nearcall.benchmarks.limits;

import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.nio.file.Path;

/** No call at all: what a JVM and the driver take by themselves. */
public final class Nothing implements Subject {
    @Override
    public String description() {
        return "a JVM that calls nobody";
    }

    @Override
    public Wait waits() {
        return Wait.NEVER_WAITS;
    }

    @Override
    public String serve(Path directory) {
        return "nobody";
    }

    @Override
    public Client connect(String address) {
        return () -> () -> {};
    }
}
