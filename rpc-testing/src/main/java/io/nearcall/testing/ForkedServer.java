package io.nearcall.testing;

import io.nearcall.RpcServer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** The program of a process that serves for a test: target, interface, implementation; see {@link TestServer#fork}. */
final class ForkedServer {
    /** What it says on standard output, before its endpoints, when it serves; anything else is why it does not. */
    static final String LISTENING = "listening ";

    private ForkedServer() {}

    /** Serves until standard input ends, as it does with the parent. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        System.setOut(System.err); // the service may print
        try (RpcServer server = serve(arguments[0], Class.forName(arguments[1]), Class.forName(arguments[2]))) {
            parent.println(LISTENING + TestServer.joined(server.endpoints()));
            while (System.in.read() >= 0) {
                // the parent says nothing; it only ends
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            Throwable why = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            parent.println(why.toString().replaceAll("\\s+", " "));
            System.exit(1);
        }
        System.exit(0);
    }

    private static <S> RpcServer serve(String target, Class<S> type, Class<?> implementation)
            throws ReflectiveOperationException {
        Constructor<?> constructor = implementation.getDeclaredConstructor();
        constructor.setAccessible(true);
        return RpcServer.serve(target, type, type.cast(constructor.newInstance()));
    }
}
