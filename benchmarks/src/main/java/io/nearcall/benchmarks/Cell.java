package io.nearcall.benchmarks;

/** One subject under one load: the unit that is measured, once a round, in two fresh processes. */
record Cell(String subject, Load load) {
    String id() {
        return subject + "/" + load.id();
    }

    @Override
    public String toString() {
        return Subjects.named(subject).description() + ", " + load;
    }
}
