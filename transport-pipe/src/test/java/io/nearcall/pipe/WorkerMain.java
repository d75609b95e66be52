package io.nearcall.pipe;

import io.nearcall.CallContext;
import io.nearcall.RpcServer;
import io.nearcall.tck.Ask;
import io.nearcall.tck.Tell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A child that does what it is asked.
 *
 * <pre>
 *  pid            answers with its number
 *  exit CODE      says so on stderr and ends without an answer
 *  block          answers when it is cancelled; says "blocking" on stderr
 *  linger         has a shutdown hook that does not end
 *  start          starts a process that does not end, and answers with its number
 *  rest MILLIS    answers after so long; says "resting" on stderr
 *  print LINES    prints so many to stdout, from Java and from a process of its own
 *  read           what it finds on stdin
 *  flood LINES    prints so many to stderr
 *  env NAME       the value of a variable
 * </pre>
 */
public final class WorkerMain {
    private WorkerMain() {}

    /** Serves its parent. */
    public static void main(String[] arguments) {
        RpcServer.builder()
                .serve(Ask.class, WorkerMain::answer)
                .serve(Tell.class, WorkerMain::hear)
                .listen("pipe:stdio")
                .start();
    }

    private static String answer(String question) {
        String[] words = question.split(" ");
        try {
            return switch (words[0]) {
                case "pid" -> Long.toString(ProcessHandle.current().pid());
                case "exit" -> exit(Integer.parseInt(words[1]));
                case "block" -> block();
                case "linger" -> linger();
                case "start" ->
                    Long.toString(new ProcessBuilder("sleep", "1000").start().pid());
                case "rest" -> rest(Long.parseLong(words[1]));
                case "print" -> print(Integer.parseInt(words[1]));
                case "read" -> Integer.toString(System.in.read());
                case "flood" -> flood(Integer.parseInt(words[1]));
                case "env" -> System.getenv(words[1]);
                default -> question;
            };
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes its time, and says on stderr that it has heard it. */
    private static void hear(String news) {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        System.err.println("heard " + news);
    }

    private static String exit(int code) {
        System.err.println("about to exit with " + code);
        Runtime.getRuntime().halt(code);
        return "";
    }

    private static String block() throws InterruptedException {
        System.err.println("blocking");
        CountDownLatch cancelled = new CountDownLatch(1);
        CallContext.current().onCancel(cancelled::countDown);
        cancelled.await(1, TimeUnit.MINUTES);
        return "";
    }

    private static String linger() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1))));
        return "";
    }

    private static String rest(long millis) throws InterruptedException {
        System.err.println("resting");
        TimeUnit.MILLISECONDS.sleep(millis);
        return "rested";
    }

    private static String print(int lines) throws IOException, InterruptedException {
        for (int i = 0; i < lines; i++) {
            System.out.println("stray line " + i);
        }
        Process echo = new ProcessBuilder("echo", "stray echo").inheritIO().start();
        return "printed " + echo.waitFor();
    }

    private static String flood(int lines) {
        byte[] line = ("flood " + "x".repeat(100) + "\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < lines; i++) {
            System.err.writeBytes(line);
        }
        return "flooded";
    }
}
