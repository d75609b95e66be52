package io.nearcall.grpc.bridge;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.Metadata;
import java.util.List;

/** A caller's tracers. */
final class ClientTracers extends Tracers {
    private static final ClientTracers NONE = new ClientTracers(List.of());

    private final List<ClientStreamTracer> tracers;

    private ClientTracers(List<ClientStreamTracer> tracers) {
        super(tracers);
        this.tracers = tracers;
    }

    /** The tracers of a call that begins; they may add to its headers. */
    static ClientTracers begin(CallOptions options, Metadata headers) {
        if (options.getStreamTracerFactories().isEmpty()) {
            return NONE;
        }
        StreamInfo info = StreamInfo.newBuilder().setCallOptions(options).build();
        ClientTracers begun = new ClientTracers(options.getStreamTracerFactories().stream()
                .map(factory -> factory.newClientStreamTracer(info, headers))
                .toList());
        for (ClientStreamTracer tracer : begun.tracers) {
            tracer.streamCreated(Attributes.EMPTY, headers);
            tracer.outboundHeaders();
        }
        return begun;
    }

    void headers(Metadata headers) {
        tracers.forEach(tracer -> tracer.inboundHeaders(headers));
    }

    void trailers(Metadata trailers) {
        tracers.forEach(tracer -> tracer.inboundTrailers(trailers));
    }
}
