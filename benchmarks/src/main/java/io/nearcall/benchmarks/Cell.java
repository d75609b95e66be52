package io.nearcall.benchmarks;

import java.util.List;

/** One subject under one load: the unit that is measured, once a round, in two fresh processes. */
record Cell(String subject, Load load) {
    String id() {
        return subject + "/" + load.id();
    }

    /** What its two sides do while they wait. */
    String waits() {
        return Subjects.named(subject).waits().toString();
    }

    List<String> jvmFlags() {
        return Subjects.named(subject).jvmFlags();
    }

    /** What it is, and under which load. */
    String description() {
        return Subjects.named(subject).description() + ", " + load;
    }

    @Override
    public String toString() {
        return description() + ", " + waits();
    }
}
