package io.nearcall.pipe;

import io.nearcall.tck.Ask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Children of tests. */
final class Workers {
    private Workers() {}

    static String[] java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** One that runs {@link WorkerMain}; loaded machines take their time to start it. */
    static RpcProcess.Builder<Ask> worker() {
        return patient(RpcProcess.builder(Ask.class, java(WorkerMain.class)));
    }

    static RpcProcess.Builder<Ask> shell(String script) {
        return patient(RpcProcess.builder(Ask.class, "sh", "-c", script));
    }

    private static RpcProcess.Builder<Ask> patient(RpcProcess.Builder<Ask> builder) {
        return builder.config(io.nearcall.RpcConfig.load().with("nearcall.limits.connect", "60s"))
                .grace(Duration.ofSeconds(1));
    }
}
