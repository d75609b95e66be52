package io.nearcall.samples.index;

import io.nearcall.RpcException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What both programs agree on with the shell. */
final class Console {
    static final int SUCCESS = 0;
    static final int NOTHING_FOUND = 1;
    static final int TROUBLE = 2;
    /** Not a status: the process lives on. */
    static final int SERVING = -1;

    private Console() {}

    /** Standard output in UTF-8, whatever the locale: what is printed is what is in the files. */
    static PrintStream out() {
        BufferedOutputStream buffered = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
    }

    /** An error in one line. */
    static String words(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return e instanceof RpcException rpc ? rpc.code() + ": " + message : message;
    }
}
