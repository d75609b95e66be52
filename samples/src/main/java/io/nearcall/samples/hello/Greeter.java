package io.nearcall.samples.hello;

import io.nearcall.RemoteService;

/** Greets people. */
@RemoteService
public interface Greeter {
    /** A greeting for one person. */
    Greeting greet(Person person);

    /** Who is greeted. */
    record Person(String name, int age) {}

    /** What they are told. */
    record Greeting(String text) {}
}
