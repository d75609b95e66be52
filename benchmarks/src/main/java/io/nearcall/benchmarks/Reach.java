package io.nearcall.benchmarks;

/** How a client process reaches what it calls. */
record Reach(String subject, String address) {
    Subject.Client connect() throws Exception {
        return Subjects.named(subject).connect(address);
    }
}
