package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections that were used once and then left alone. */
final class Idle implements Workload {
    // Held, so that they stay.
    private final List<BlockingTarget> connections = new ArrayList<>();

    Idle(Reach server, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            BlockingTarget connection = server.connect().blocking();
            connection.call();
            connections.add(connection);
        }
    }

    @Override
    public long warm(long nanos) throws Exception {
        TimeUnit.NANOSECONDS.sleep(nanos);
        return connections.size();
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(nanos);
        return new Measurement().put(Measurement.ELAPSED, System.nanoTime() - start);
    }
}
