package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Many threads, each a closed loop over the same target. */
final class Callers implements Workload {
    private final List<ClosedLoop> loops = new ArrayList<>();
    private final ExecutorService threads;

    Callers(BlockingTarget target, int count) {
        for (int i = 0; i < count; i++) {
            loops.add(new ClosedLoop(target, Long.MAX_VALUE, Histograms.coarse()));
        }
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public long warm(long nanos) throws Exception {
        return all(loop -> loop.warm(nanos)).stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Measurement measure(long nanos) throws Exception {
        Histogram together = Histograms.coarse();
        double calls = 0;
        double made = 0;
        DoubleSummaryStatistics rates = new DoubleSummaryStatistics();
        for (Measurement one : all(loop -> loop.measure(nanos))) {
            calls += one.value(Measurement.CALLS);
            made += one.value(Measurement.CALLS_MADE);
            rates.accept(one.throughput());
        }
        loops.forEach(loop -> loop.addTo(together));
        return new Measurement()
                .put(Measurement.ELAPSED, calls / rates.getSum() * 1e9)
                .put(Measurement.SLOWEST, rates.getMin())
                .put(Measurement.FASTEST, rates.getMax())
                .put(Measurement.CALLS, calls)
                .put(Measurement.CALLS_MADE, made)
                .put(Measurement.LATENCY, together);
    }

    private <T> List<T> all(Step<T> step) throws Exception {
        List<Callable<T>> steps = new ArrayList<>();
        loops.forEach(loop -> steps.add(() -> step.run(loop)));
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(steps)) {
            results.add(result.get());
        }
        return results;
    }

    private interface Step<T> {
        T run(ClosedLoop loop) throws Exception;
    }
}
