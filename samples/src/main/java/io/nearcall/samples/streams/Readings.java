package io.nearcall.samples.streams;

import io.nearcall.RemoteService;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Measured values. */
@RemoteService
public interface Readings {
    /** One of them. */
    record Reading(long millis, double value) {}

    /** What is stored, pulled by the thread that goes through the stream, and closed by it. */
    Stream<Reading> stored();

    /** What is stored from now on, pushed as fast as the subscriber asks for it. */
    Flow.Publisher<Reading> live();

    /** Stores what the caller's stream has: how many there were. */
    long store(Stream<Reading> readings);
}
