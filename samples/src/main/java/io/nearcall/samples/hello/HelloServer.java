package io.nearcall.samples.hello;

import io.nearcall.RpcServer;
import io.nearcall.samples.hello.Greeter.Greeting;

/** Serves a greeter until it is stopped. */
public final class HelloServer {
    private HelloServer() {}

    /** Serves the target {@code greeter}. */
    public static void main(String[] args) {
        Greeter greeter = person -> new Greeting("Hello, " + person.name() + "!");
        RpcServer server = RpcServer.serve("greeter", Greeter.class, greeter);
        System.out.println("serving at " + server.endpoints());
    }
}
