package io.nearcall.samples.worker;

import io.nearcall.RpcException;
import io.nearcall.pipe.RpcProcess;

/** Parses texts in a child process, and survives those that it does not. */
public final class CrashProof {
    private CrashProof() {}

    /** Parses each argument. */
    public static void main(String[] args) {
        String classPath = System.getProperty("java.class.path");
        try (var child = RpcProcess.start(Parser.class, "java", "-cp", classPath, ParserMain.class.getName())) {
            for (String text : args) {
                try {
                    System.out.println(child.service().words(text));
                } catch (RpcException e) {
                    System.out.println("failed: " + e.getMessage()); // the next call has a fresh child
                }
            }
        }
    }
}
