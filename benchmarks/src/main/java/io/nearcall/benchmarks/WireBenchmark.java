package io.nearcall.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.nearcall.benchmarks.Order.Person;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Our codec against protobuf-java's coded streams, both into and from arrays that are reused; a message is copied into
 * the array before it is read, as every transport has to.
 *
 * <p>{@link #main} prints the table of {@code docs/adr/0001-own-wire-codec.md}: both sides in turn, a fresh JVM each
 * time, medians over the rounds of the medians over a round.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
    private static final int BATCH = 100;

    private final Order order = Order.sample();
    private final Person person = new Person("Ada Lovelace", 36);
    private final WireWriter writer = new WireWriter(4 << 20);
    private final WireReader reader = new WireReader();
    private final byte[] array = new byte[4096];
    private final int[] packed = new int[1];
    private final byte[] orderBytes = encoded(order);
    private final byte[] personBytes = encoded(person);

    /** A transport makes the reader and generated code reads from it; public so that its value must be kept. */
    public CodedInputStream handedOver;

    /** Both codecs must agree before their times are compared. */
    public WireBenchmark() {
        try {
            OrderCodec.write(writer, order);
            int size = protobufWriteOrder();
            if (!Arrays.equals(orderBytes, Arrays.copyOf(array, size))) {
                throw new IllegalStateException("the two codecs write different bytes");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the order by our codec. */
    @Benchmark
    public int nearcallWriteOrder() {
        writer.clear();
        OrderCodec.write(writer, order);
        return writer.size();
    }

    /** Writes the order by protobuf-java. */
    @Benchmark
    public int protobufWriteOrder() throws IOException {
        int size = OrderProtobuf.size(order, packed);
        CodedOutputStream out = CodedOutputStream.newInstance(array, 0, size);
        OrderProtobuf.write(out, order, packed);
        return size;
    }

    /** Copies in and reads the order by our codec. */
    @Benchmark
    public Order nearcallReadOrder() {
        reader.load(orderBytes, 0, orderBytes.length);
        return OrderCodec.readOrder(reader);
    }

    /** Copies in and reads the order by protobuf-java. */
    @Benchmark
    public Order protobufReadOrder() throws IOException {
        System.arraycopy(orderBytes, 0, array, 0, orderBytes.length);
        return OrderProtobuf.readOrder(CodedInputStream.newInstance(array, 0, orderBytes.length));
    }

    /** As {@link #protobufReadOrder}, by way of a field, so that the reader cannot stay in registers. */
    @Benchmark
    public Order protobufReadOrderHandedOver() throws IOException {
        System.arraycopy(orderBytes, 0, array, 0, orderBytes.length);
        handedOver = CodedInputStream.newInstance(array, 0, orderBytes.length);
        return OrderProtobuf.readOrder(handedOver);
    }

    /** Writes the small message by our codec. */
    @Benchmark
    public int nearcallWritePerson() {
        writer.clear();
        OrderCodec.write(writer, person);
        return writer.size();
    }

    /** Writes the small message by protobuf-java. */
    @Benchmark
    public int protobufWritePerson() throws IOException {
        int size = OrderProtobuf.size(person);
        CodedOutputStream out = CodedOutputStream.newInstance(array, 0, size);
        OrderProtobuf.write(out, person);
        return size;
    }

    /** Copies in and reads the small message by our codec. */
    @Benchmark
    public Person nearcallReadPerson() {
        reader.load(personBytes, 0, personBytes.length);
        return OrderCodec.readPerson(reader);
    }

    /** Copies in and reads the small message by protobuf-java. */
    @Benchmark
    public Person protobufReadPerson() throws IOException {
        System.arraycopy(personBytes, 0, array, 0, personBytes.length);
        return OrderProtobuf.readPerson(CodedInputStream.newInstance(array, 0, personBytes.length));
    }

    /** As {@link #protobufReadPerson}, by way of a field, so that the reader cannot stay in registers. */
    @Benchmark
    public Person protobufReadPersonHandedOver() throws IOException {
        System.arraycopy(personBytes, 0, array, 0, personBytes.length);
        handedOver = CodedInputStream.newInstance(array, 0, personBytes.length);
        return OrderProtobuf.readPerson(handedOver);
    }

    /** Prints the table; the argument is the number of rounds, 5 by default. */
    public static void main(String[] args) throws RunnerException {
        int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
        Options options = new OptionsBuilder()
                .include(WireBenchmark.class.getName() + "\\.")
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(300))
                .mode(Mode.SampleTime) // the median of short batches is not moved by what else the machine does
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupBatchSize(BATCH)
                .measurementBatchSize(BATCH)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, List<Double>> times = new TreeMap<>();
        Map<String, Double> allocated = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            Collection<RunResult> results = new Runner(options).run();
            for (RunResult result : results) {
                String label = result.getPrimaryResult().getLabel();
                times.computeIfAbsent(label, unused -> new ArrayList<>())
                        .add(result.getPrimaryResult().getStatistics().getPercentile(50) / BATCH);
                allocated.merge(
                        label,
                        result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / BATCH,
                        Math::min);
            }
        }
        System.out.printf("%-20s %26s %26s %8s%n", "", "nearcall", "protobuf-java", "ratio");
        for (String what : List.of("WriteOrder", "ReadOrder", "WritePerson", "ReadPerson")) {
            print(what, what, times, allocated);
            if (what.startsWith("Read")) {
                print(what, what + "HandedOver", times, allocated);
            }
        }
    }

    private static void print(
            String what, String theirWhat, Map<String, List<Double>> times, Map<String, Double> allocated) {
        List<Double> ours = times.get("nearcall" + what);
        List<Double> theirs = times.get("protobuf" + theirWhat);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        System.out.printf(
                "%-20s %9.1f ns %9.0f B/op %9.1f ns %9.0f B/op %8.2f   %s%n",
                theirWhat,
                median(ours),
                allocated.get("nearcall" + what),
                median(theirs),
                allocated.get("protobuf" + theirWhat),
                median(ratios),
                ratios.stream().sorted().map(r -> String.format("%.2f", r)).toList());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static byte[] encoded(Order order) {
        WireWriter out = new WireWriter(4 << 20);
        OrderCodec.write(out, order);
        return out.toByteArray();
    }

    private static byte[] encoded(Person person) {
        WireWriter out = new WireWriter(4 << 20);
        OrderCodec.write(out, person);
        return out.toByteArray();
    }
}
