package io.nearcall.samples.hello;

import io.nearcall.RpcClient;
import io.nearcall.samples.hello.Greeter.Person;

/** Asks a greeter for one greeting. */
public final class HelloClient {
    private HelloClient() {}

    /** Calls the target {@code greeter}. */
    public static void main(String[] args) {
        try (RpcClient client = RpcClient.connect("greeter")) {
            Greeter greeter = client.service(Greeter.class);
            System.out.println(greeter.greet(new Person("Ada", 36)).text());
        }
    }
}
