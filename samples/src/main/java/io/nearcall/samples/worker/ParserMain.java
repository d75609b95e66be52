package io.nearcall.samples.worker;

import io.nearcall.pipe.RpcProcess;

/** The worker's process: ends as native code would when it meets a broken text. */
public final class ParserMain {
    private static final int LIKE_SIGSEGV = 139;

    private ParserMain() {}

    /** Serves the process that has started this one. */
    public static void main(String[] args) {
        RpcProcess.serve(Parser.class, text -> {
            System.out.println("parsing " + text.length() + " characters"); // lands in the parent's log
            if (text.contains("broken")) {
                System.err.println("libparser: segmentation fault at 0x0");
                Runtime.getRuntime().halt(LIKE_SIGSEGV);
            }
            return text.split("\\s+").length;
        });
    }
}
