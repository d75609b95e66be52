package io.nearcall.samples.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.samples.hello.Greeter.Greeting;
import io.nearcall.samples.hello.Greeter.Person;
import io.nearcall.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreeterTest {
    /** The service under test. */
    static final class Polite implements Greeter {
        @Override
        public Greeting greet(Person person) {
            return new Greeting("Good day, " + person.name() + ".");
        }
    }

    @Test
    void greetsInThisProcess() {
        try (TestServer server = TestServer.serve("inproc", Greeter.class, new Polite())) {
            assertEquals("Good day, Ada.", greetingOf(server.service(Greeter.class)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uds", "shm", "tcp"})
    void greetsFromAProcessOfItsOwn(String scheme) {
        try (TestServer server = TestServer.fork(scheme, Greeter.class, Polite.class)) {
            assertEquals("Good day, Ada.", greetingOf(server.service(Greeter.class)));
        }
    }

    private static String greetingOf(Greeter greeter) {
        return greeter.greet(new Person("Ada", 36)).text();
    }
}
