package io.nearcall.mq;

import io.nearcall.CallContext;
import io.nearcall.RpcClient;
import io.nearcall.RpcServer;
import java.io.IOException;

/**
 * A second process: {@code send TARGET JOB...} leaves jobs and ends; {@code serve TARGET} says what it runs, and stays in
 * the job {@code stuck}.
 */
public final class MqMain {
    private MqMain() {}

    /** Runs one role. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("send")) {
            try (RpcClient client = RpcClient.connect(arguments[1])) {
                Jobs jobs = client.service(Jobs.class);
                for (int i = 2; i < arguments.length; i++) {
                    jobs.run(arguments[i]);
                }
            }
            System.out.println("sent");
            return;
        }
        try (RpcServer server = RpcServer.serve(arguments[1], Jobs.class, new Said())) {
            System.out.println("listening " + server.endpoints());
            while (System.in.read() >= 0) {
                // until the test has enough of it
            }
        }
    }

    private static final class Said implements Jobs {
        @Override
        public void run(String job) {
            System.out.println("ran " + job);
            if (job.equals("stuck")) {
                CallContext.current().cancelled().join();
            }
        }

        @Override
        public void hurry(String job) {
            run(job);
        }
    }
}
