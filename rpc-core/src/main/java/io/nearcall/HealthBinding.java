package io.nearcall;

import io.nearcall.Health.ServingStatus;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServedStream;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.stub.Streaming;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * The binding of {@link Health}, by hand as the processor is built after this module.
 *
 * <pre>
 *  message HealthCheckRequest { string service = 1; }
 *  message HealthCheckResponse { ServingStatus status = 1; }
 * </pre>
 */
public final class HealthBinding implements ServiceBinding<Health> {
    /** The only instance. */
    public static final HealthBinding INSTANCE = new HealthBinding();

    private static final String NAME = "grpc.health.v1.Health";
    private static final MethodInfo CHECK = new MethodInfo(NAME + "/Check", MethodInfo.Kind.UNARY, true);
    private static final MethodInfo WATCH = new MethodInfo(NAME + "/Watch", MethodInfo.Kind.SERVER_STREAM, false);
    private static final List<MethodInfo> METHODS = List.of(CHECK, WATCH);

    private HealthBinding() {}

    @Override
    public Class<Health> type() {
        return Health.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Health stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Health health, int index, InboundCall call) {
        String service = readRequest(call.request());
        switch (index) {
            case 0 -> {
                writeResponse(call.reply(), health.check(service));
                call.complete();
            }
            case 1 -> ServedStream.open(call, WATCH).reply(health.watch(service), HealthBinding::writeResponse);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    /** The client half: each method is a call. */
    private record Stub(Caller caller) implements Health {
        @Override
        public ServingStatus check(String service) {
            Objects.requireNonNull(service, "service is null; the server as a whole is \"\"");
            try (OutboundCall call = caller.newCall(CHECK)) {
                writeRequest(call.request(), service);
                return readResponse(call.invoke());
            }
        }

        @Override
        public Flow.Publisher<ServingStatus> watch(String service) {
            Objects.requireNonNull(service, "service is null; the server as a whole is \"\"");
            return Streaming.call(caller, WATCH, out -> writeRequest(out, service))
                    .publisher(HealthBinding::readResponse);
        }
    }

    private static void writeRequest(WireWriter out, String service) {
        if (!service.isEmpty()) {
            out.writeString(1, service);
        }
    }

    private static String readRequest(WireReader in) {
        String service = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> service = in.readString();
                default -> in.skip(tag, "HealthCheckRequest", 0x2L);
            }
        }
        return service;
    }

    private static void writeResponse(WireWriter out, ServingStatus status) {
        if (status != ServingStatus.UNKNOWN) {
            out.writeInt32(1, status.number());
        }
    }

    private static ServingStatus readResponse(WireReader in) {
        int number = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> number = in.readInt32();
                default -> in.skip(tag, "HealthCheckResponse", 0x2L);
            }
        }
        return ServingStatus.of(number);
    }
}
