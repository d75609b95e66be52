package io.nearcall.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.nearcall.transport.Log;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the served services look like, for gRPC's server reflection. */
final class Schemas {
    private Schemas() {}

    /** The services of which there is a {@code .proto}; one that cannot be read is left out, and said so. */
    static List<ServerServiceDefinition> of(Map<String, Class<?>> services) {
        List<ServerServiceDefinition> described = new ArrayList<>();
        services.forEach((name, type) -> {
            try {
                String file = name + ".proto";
                try (InputStream proto = type.getResourceAsStream("/META-INF/nearcall/" + file)) {
                    if (proto != null) {
                        String text = new String(proto.readAllBytes(), StandardCharsets.UTF_8);
                        described.add(described(name, ProtoFile.parse(file, text)));
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                Log.LOG.log(Level.WARNING, name + " is left out of server reflection", e);
            }
        });
        return described;
    }

    private static ServerServiceDefinition described(String service, FileDescriptor file) {
        ProtoFileDescriptorSupplier schema = () -> file;
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(service)
                        .setSchemaDescriptor(schema)
                        .build())
                .build();
    }
}
