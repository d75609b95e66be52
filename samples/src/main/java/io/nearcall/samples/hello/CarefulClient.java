package io.nearcall.samples.hello;

import io.nearcall.CallOptions;
import io.nearcall.Delivery;
import io.nearcall.RpcClient;
import io.nearcall.RpcException;
import io.nearcall.samples.hello.Greeter.Person;
import java.time.Duration;

/** Asks a greeter, and is ready for it to be late or gone. */
public final class CarefulClient {
    private CarefulClient() {}

    /** Calls the target {@code greeter} with a time limit. */
    public static void main(String[] args) {
        CallOptions twoSeconds = CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));
        try (RpcClient client = RpcClient.connect("greeter")) {
            Greeter greeter = client.with(twoSeconds).service(Greeter.class);
            System.out.println(greeter.greet(new Person("Ada", 36)).text());
        } catch (RpcException e) {
            System.err.println(e.code() + ": " + e.getMessage());
            boolean again = e.delivery() == Delivery.NOT_EXECUTED;
            System.err.println(again ? "not executed: it is safe to ask again" : "it may have been executed");
            System.exit(1);
        }
    }
}
