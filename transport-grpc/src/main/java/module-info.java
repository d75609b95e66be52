/** gRPC: services as gRPC services, and gRPC code over any transport. */
module io.nearcall.grpc {
    requires io.nearcall;
}
