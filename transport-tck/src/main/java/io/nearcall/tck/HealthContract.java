package io.nearcall.tck;

import static io.nearcall.tck.Outcomes.check;
import static io.nearcall.tck.Outcomes.checkNames;
import static io.nearcall.tck.Outcomes.failure;
import static io.nearcall.tck.Outcomes.next;
import static io.nearcall.tck.Outcomes.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Delivery;
import io.nearcall.Health;
import io.nearcall.Health.ServingStatus;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import io.nearcall.StatusCode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Health: what a server says of its services to those who ask. */
public interface HealthContract extends Contract {
    /** The name of {@link Ask}, as it travels. */
    String ASK = "io.nearcall.tck.ask.Ask";

    @Test
    default void whatAServerServesIsServing(Rig rig) {
        Health health = rig.connect(rig.serve(question -> question)).service(Health.class);
        assertEquals(ServingStatus.SERVING, health.check(ASK));
        assertEquals(ServingStatus.SERVING, health.check(""));
    }

    @Test
    default void theHealthOfWhatAServerDoesNotServeIsNotFound(Rig rig) {
        Health health = rig.connect(rig.serve(question -> question)).service(Health.class);
        String message = check(StatusCode.NOT_FOUND, Delivery.EXECUTED, failure(() -> health.check("no.such.Service")));
        checkNames(message, "no.such.Service", ASK);
    }

    @Test
    default void aServerSaysWhatItWasTold(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        RpcClient client = rig.connect(server);
        Health health = client.service(Health.class);
        server.health(ASK, ServingStatus.NOT_SERVING);
        server.health("the database", ServingStatus.SERVING);
        assertEquals(ServingStatus.NOT_SERVING, health.check(ASK));
        assertEquals(ServingStatus.SERVING, health.check(""));
        assertEquals(ServingStatus.SERVING, health.check("the database"));
        assertEquals("called all the same", client.service(Ask.class).ask("called all the same"));
    }

    @Test
    default void aWatcherSeesTheStatusAndEachChange(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        Health health = rig.connect(server).service(Health.class);
        BlockingQueue<String> seen = watch(health, ASK);
        BlockingQueue<String> ofAnother = watch(health, "later");
        assertEquals("SERVING", next(seen));
        assertEquals("SERVICE_UNKNOWN", next(ofAnother));
        server.health(ASK, ServingStatus.NOT_SERVING);
        assertEquals("NOT_SERVING", next(seen));
        server.health("later", ServingStatus.SERVING);
        assertEquals("SERVING", next(ofAnother));
        server.health(ASK, ServingStatus.SERVING);
        assertEquals("SERVING", next(seen));
        assertTrue(seen.isEmpty() && ofAnother.isEmpty());
    }

    @Test
    default void aServerThatDrainsSaysSoAndWaitsForNoWatcher(Rig rig) {
        Gate gate = rig.gate();
        RpcServer server = rig.serve(question -> gate.pass());
        RpcClient client = rig.connect(server);
        BlockingQueue<String> seen = watch(client.service(Health.class), "");
        assertEquals("SERVING", next(seen));
        CompletableFuture<String> inFlight = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, Outcomes.THREAD);
        assertEquals("NOT_SERVING", next(seen));
        assertEquals("complete", next(seen));
        gate.open();
        assertEquals("passed", reply(inFlight));
        reply(closing); // before the 30 s of a drain
    }

    @Test
    default void aServerThatIsBusyTellsItsHealth(Rig rig) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        rig.own(one::shutdown);
        Gate gate = rig.gate();
        RpcServer server = rig.start(Rig.builder(question -> gate.pass())
                .executor(one)
                .config(Rig.config("nearcall.limits.handlers", "1"))
                .listen(rig.target()));
        RpcClient client = rig.connect(server);
        CompletableFuture<String> inFlight = client.service(AskLater.class).ask("?");
        gate.awaitEntered(1);
        check(
                StatusCode.RESOURCE_EXHAUSTED,
                failure(() -> client.service(Ask.class).ask("?")));
        assertEquals(ServingStatus.SERVING, client.service(Health.class).check(ASK));
        gate.open();
        reply(inFlight);
    }

    @Test
    default void theBytesOfHealthAreThoseOfGrpc(Rig rig) {
        RpcServer server = rig.serve(question -> question);
        GrpcHealth health = rig.connect(server).service(GrpcHealth.class);
        assertEquals(1, health.check(new GrpcHealth.HealthCheckRequest(ASK)).status());
        assertEquals(1, health.check(new GrpcHealth.HealthCheckRequest(null)).status());
        server.health("", ServingStatus.NOT_SERVING);
        assertEquals(2, health.check(new GrpcHealth.HealthCheckRequest("")).status());
    }

    @Test
    @Needs(Capability.SECOND_PROCESS)
    default void theHealthOfAnotherProcessIsWatched(Rig rig) {
        PeerProcess peer = rig.peer("serve", target());
        BlockingQueue<String> seen = watch(rig.connect(peer.expect("listening")).service(Health.class), ASK);
        assertEquals("SERVING", next(seen));
        peer.terminate();
        assertEquals("NOT_SERVING", next(seen));
        assertEquals("complete", next(seen));
    }

    private static BlockingQueue<String> watch(Health health, String service) {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        health.watch(service).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ServingStatus status) {
                seen.add(status.name());
            }

            @Override
            public void onError(Throwable failure) {
                seen.add(failure.toString());
            }

            @Override
            public void onComplete() {
                seen.add("complete");
            }
        });
        return seen;
    }
}
