/**
 * gRPC code over any transport: {@link io.nearcall.grpc.bridge.NearcallChannelBuilder} for its stubs, {@link
 * io.nearcall.grpc.bridge.NearcallServerBuilder} for its services.
 */
package io.nearcall.grpc.bridge;
