package io.nearcall.benchmarks.ours;

import io.nearcall.RpcConfig;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import io.nearcall.pipe.RpcProcess;
import java.nio.file.Path;

/** Nearcall to a child process of the client, which is the server. */
public final class PipeEcho implements Subject {
    private final boolean spinning;
    private final boolean upgraded;

    /** With default settings or without spinning; over the pipes, or on from there to shared memory. */
    public PipeEcho(boolean spinning, boolean upgraded) {
        this.spinning = spinning;
        this.upgraded = upgraded;
    }

    @Override
    public String description() {
        return "Nearcall pipe, " + (upgraded ? "upgraded to shared memory, " : "")
                + (spinning ? "default settings" : "spin=off");
    }

    @Override
    public Wait waits() {
        return spinning ? Wait.SPINS_THEN_SLEEPS : Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) {
        return "child"; // each client starts its own
    }

    @Override
    public Client connect(String address) {
        String spin = spinning ? "adaptive" : "off";
        return new NearcallEcho.NearcallClient(
                RpcProcess.builder(
                                Echo.class,
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName())
                        .environment("NEARCALL_SPIN", spin)
                        .config(RpcConfig.load()
                                .with("nearcall.spin", spin)
                                .with("nearcall.upgrade", upgraded ? "auto" : "off"))
                        .start()
                        .service(),
                false);
    }

    /** The child; it ends with its parent. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            RpcProcess.serve(Echo.class, new EchoService());
        }
    }
}
