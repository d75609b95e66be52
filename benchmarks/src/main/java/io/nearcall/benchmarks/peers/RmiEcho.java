package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Wait;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;

/** Echo of a short text by Java RMI, which has one way of doing things: TCP, a thread for each connection. */
public final class RmiEcho implements Subject {
    private static final String HOST = "java.rmi.server.hostname";

    // Of an exported object RMI has but a weak reference.
    private Echo served;

    @Override
    public String description() {
        return "Java RMI of JDK " + Runtime.version();
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    /** The stub travels in a file: a registry would be a second server and no part of a call. */
    @Override
    public String serve(Path directory) throws IOException {
        System.setProperty(HOST, "127.0.0.1");
        served = text -> text;
        Path file = directory.resolve("stub");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(UnicastRemoteObject.exportObject(served, 0));
        }
        return file.toString();
    }

    @Override
    public Client connect(String address) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(Path.of(address)))) {
            Echo echo = (Echo) in.readObject();
            BlockingTarget target = () -> Payload.check(echo.echo(Payload.TEXT));
            return () -> target;
        }
    }

    /** What is called. */
    public interface Echo extends Remote {
        /** The same text. */
        String echo(String text) throws RemoteException;
    }
}
