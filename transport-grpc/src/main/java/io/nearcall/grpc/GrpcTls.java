package io.nearcall.grpc;

import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.nearcall.Tls;

/** What the user said of TLS, as Netty takes it: HTTP/2 over TLS 1.2 or 1.3. */
final class GrpcTls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private GrpcTls() {}

    static SslContext client(Tls tls) {
        return context(tls, true, ClientAuth.NONE);
    }

    static SslContext server(Tls tls) {
        return context(tls, false, tls.isClientCertificateRequired() ? ClientAuth.REQUIRE : ClientAuth.NONE);
    }

    private static SslContext context(Tls tls, boolean isClient, ClientAuth clientAuth) {
        ApplicationProtocolConfig http2 = new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");
        return new JdkSslContext(
                tls.context(), isClient, null, IdentityCipherSuiteFilter.INSTANCE, http2, clientAuth, VERSIONS, false);
    }
}
