package io.nearcall.benchmarks;

import io.nearcall.benchmarks.grpc.GrpcEcho;
import io.nearcall.benchmarks.limits.BarePipe;
import io.nearcall.benchmarks.limits.ChannelEcho;
import io.nearcall.benchmarks.limits.MappedCopy;
import io.nearcall.benchmarks.limits.MappedRings;
import io.nearcall.benchmarks.limits.MappedWords;
import io.nearcall.benchmarks.limits.Nothing;
import io.nearcall.benchmarks.ours.NearcallEcho;
import io.nearcall.benchmarks.ours.PipeEcho;
import io.nearcall.benchmarks.peers.AeronEcho;
import io.nearcall.benchmarks.peers.ChronicleEcho;
import io.nearcall.benchmarks.peers.DubboEcho;
import io.nearcall.benchmarks.peers.JsonRpcEcho;
import io.nearcall.benchmarks.peers.RSocketEcho;
import io.nearcall.benchmarks.peers.RmiEcho;
import io.nearcall.benchmarks.peers.ThriftEcho;
import java.util.Map;
import java.util.function.Supplier;

/** All that can be measured, by name. */
final class Subjects {
    private static final Map<String, Supplier<Subject>> ALL = Map.ofEntries(
            Map.entry("shm", () -> NearcallEcho.shm(Wait.SPINS_THEN_SLEEPS)),
            Map.entry("shm-always", () -> NearcallEcho.shm(Wait.SPINS)),
            Map.entry("shm-off", () -> NearcallEcho.shm(Wait.SLEEPS)),
            Map.entry("uds", () -> NearcallEcho.uds(Wait.SPINS_THEN_SLEEPS)),
            Map.entry("uds-always", () -> NearcallEcho.uds(Wait.SPINS)),
            Map.entry("tcp", () -> NearcallEcho.tcp(Wait.SPINS_THEN_SLEEPS)),
            Map.entry("tcp-always", () -> NearcallEcho.tcp(Wait.SPINS)),
            Map.entry("uds-off", () -> NearcallEcho.uds(Wait.SLEEPS)),
            Map.entry("tcp-off", () -> NearcallEcho.tcp(Wait.SLEEPS)),
            Map.entry("pipe", () -> new PipeEcho(true, false)),
            Map.entry("pipe-upgraded", () -> new PipeEcho(true, true)),
            Map.entry("pipe-off", () -> new PipeEcho(false, false)),
            Map.entry("bare-pipe", BarePipe::new),
            Map.entry("jvm", Nothing::new),
            Map.entry("wire", Marshalling::nearcall),
            Map.entry("protobuf", Marshalling::protobuf),
            Map.entry("words", MappedWords::new),
            Map.entry("rings", MappedRings::new),
            Map.entry("copy", MappedCopy::new),
            Map.entry("bare-uds", () -> ChannelEcho.uds(false)),
            Map.entry("bare-tcp", () -> ChannelEcho.tcp(false)),
            Map.entry("bare-uds-spin", () -> ChannelEcho.uds(true)),
            Map.entry("bare-tcp-spin", () -> ChannelEcho.tcp(true)),
            Map.entry("rmi", RmiEcho::new),
            Map.entry("dubbo", DubboEcho::new),
            Map.entry("thrift", ThriftEcho::threadPool),
            Map.entry("thrift-selector", ThriftEcho::selector),
            Map.entry("rsocket", RSocketEcho::defaults),
            Map.entry("rsocket-zero-copy", RSocketEcho::zeroCopy),
            Map.entry("aeron", AeronEcho::spinning),
            Map.entry("aeron-backoff", AeronEcho::backingOff),
            Map.entry("chronicle", ChronicleEcho::new),
            Map.entry("lsp4j", JsonRpcEcho::new),
            Map.entry("bridge", GrpcEcho::overSharedMemory),
            Map.entry("grpc-uds", () -> GrpcEcho.uds(false)),
            Map.entry("grpc", () -> NearcallEcho.grpc(false)),
            Map.entry("grpc-inline", () -> NearcallEcho.grpc(true)),
            Map.entry("grpc-tcp", () -> GrpcEcho.tcp(false)),
            Map.entry("grpc-uds-direct", () -> GrpcEcho.uds(true)),
            Map.entry("grpc-tcp-direct", () -> GrpcEcho.tcp(true)));

    private Subjects() {}

    static Subject named(String name) {
        Supplier<Subject> subject = ALL.get(name);
        if (subject == null) {
            throw new IllegalArgumentException("no subject '" + name + "', there are " + ALL.keySet());
        }
        return subject.get();
    }
}
