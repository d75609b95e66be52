/** gRPC: services as gRPC services, and gRPC code over any transport. */
@SuppressWarnings("requires-transitive-automatic") // gRPC has no module descriptors
module io.nearcall.grpc {
    requires com.google.protobuf;
    requires io.grpc.netty.shaded;
    requires io.grpc.protobuf;
    requires io.grpc.services;
    requires io.grpc.stub;
    requires transitive io.grpc;
    requires transitive io.nearcall;

    exports io.nearcall.grpc.bridge;

    provides io.nearcall.transport.Transport with
            io.nearcall.grpc.GrpcTransport,
            io.nearcall.grpc.GrpcUnixTransport;
}
