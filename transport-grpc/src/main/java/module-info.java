/** gRPC: services as gRPC services, and gRPC code over any transport. */
@SuppressWarnings("requires-transitive-automatic") // gRPC has no module descriptors
module io.nearcall.grpc {
    requires transitive io.grpc;
    requires io.grpc.stub;
    requires transitive io.nearcall;

    exports io.nearcall.grpc.bridge;
}
