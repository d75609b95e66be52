package io.nearcall.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.CallContext;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import io.nearcall.tck.Ask;
import io.nearcall.tck.TestKeys;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** TLS as of {@code tcp:}, by the same settings. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcTlsTest {
    private static final TestKeys KEYS = TestKeys.make();
    private static final TestKeys OTHERS = TestKeys.make();

    private static String keys(TestKeys keys) {
        return "tls.certificate=" + keys.certificate() + "&tls.key=" + keys.key();
    }

    private static String trust(TestKeys keys) {
        return "tls.trust=" + keys.trust();
    }

    private static RpcServer serve(String options) {
        return RpcServer.serve(
                "grpc://127.0.0.1:0?" + options,
                Ask.class,
                question -> CallContext.current().peer().tlsNames().toString());
    }

    private static String ask(RpcServer server, String options) {
        String address = server.endpoints().get(0).address();
        try (RpcClient client = RpcClient.connect("grpc://" + address + (options.isEmpty() ? "" : "?" + options))) {
            return client.service(Ask.class).ask("who am I?");
        }
    }

    private static void checkRefused(StatusCode code, String words, Executable action) {
        RpcException refused = assertThrows(RpcException.class, action);
        assertEquals(code, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void aClientThatTrustsItsServerMayCall() {
        try (RpcServer server = serve(keys(KEYS))) {
            assertEquals("[]", ask(server, trust(KEYS)));
            checkRefused(
                    StatusCode.UNAVAILABLE,
                    "the server's certificate is not accepted here",
                    () -> ask(server, trust(OTHERS)));
            checkRefused(StatusCode.UNAVAILABLE, "", () -> ask(server, ""));
            assertEquals("[]", ask(server, trust(KEYS)));
        }
    }

    @Test
    void aServerKnowsTheNamesInTheCertificatesThatItDemands() {
        try (RpcServer server = serve(keys(KEYS) + "&" + trust(KEYS) + "&tls.client-certificate=required")) {
            String names = ask(server, keys(KEYS) + "&" + trust(KEYS));
            assertTrue(names.contains("CN=nearcall-test"), names);
            String why = "the server refuses this client's certificate or the lack of one";
            checkRefused(StatusCode.UNAVAILABLE, why, () -> ask(server, trust(KEYS)));
            checkRefused(StatusCode.UNAVAILABLE, why, () -> ask(server, keys(OTHERS) + "&" + trust(KEYS)));
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        TestKeys expired = TestKeys.issued("SAN=ip:127.0.0.1", "-startdate", "-3d", "-validity", "1");
        try (RpcServer server = serve(keys(expired))) {
            checkRefused(
                    StatusCode.UNAVAILABLE, "the server's certificate has expired", () -> ask(server, trust(expired)));
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsRefused() {
        TestKeys unknown = TestKeys.issued("SAN=ip:127.0.0.1");
        try (RpcServer server = serve(keys(unknown))) {
            assertEquals("[]", ask(server, trust(unknown)));
            checkRefused(
                    StatusCode.UNAVAILABLE,
                    "is not signed by an authority that is trusted here; trust its CA with nearcall.tls.trust",
                    () -> ask(server, trust(KEYS)));
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        TestKeys elsewhere = TestKeys.issued("SAN=dns:elsewhere.example");
        try (RpcServer server = serve(keys(elsewhere))) {
            checkRefused(
                    StatusCode.UNAVAILABLE,
                    "the server's certificate is not for '127.0.0.1'",
                    () -> ask(server, trust(elsewhere)));
        }
    }

    @Test
    void aServerInPlaintextIsToldFromOneWithAnotherCertificate() {
        try (RpcServer server = serve("")) {
            checkRefused(
                    StatusCode.UNAVAILABLE,
                    "does not speak TLS; connect with plaintext=true",
                    () -> ask(server, trust(KEYS)));
        }
    }

    @Test
    void aServerInPlaintextStaysOnThisMachineUnlessToldOtherwise() {
        checkRefused(
                StatusCode.INVALID_ARGUMENT,
                "plaintext=true",
                () -> RpcServer.serve("grpc://0.0.0.0:0", Ask.class, question -> question));
        RpcServer.serve("grpc://0.0.0.0:0?plaintext=true", Ask.class, question -> question)
                .close();
    }
}
