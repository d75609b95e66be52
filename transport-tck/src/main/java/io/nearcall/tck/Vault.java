package io.nearcall.tck;

import io.nearcall.RemoteService;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A service that declares what it throws. */
@RemoteService("io.nearcall.tck.Vault")
public interface Vault {
    /** Answers, or throws what the question names. */
    String open(String question) throws Locked, Empty, IOException;

    /** The same later. */
    CompletableFuture<String> openLater(String question) throws Locked, Empty, IOException;

    /** One with fields, and a message that it makes of them. */
    final class Locked extends Exception {
        private static final long serialVersionUID = 1L;

        private final int tries;
        private final transient List<String> owners;

        /** A cause is for the server's eyes. */
        public Locked(int tries, List<String> owners, Throwable cause) {
            this(tries, owners);
            initCause(cause);
        }

        /** What travels. */
        public Locked(int tries, List<String> owners) {
            super("locked after " + tries + " tries");
            if (tries < 0) {
                throw new IllegalArgumentException("tries " + tries);
            }
            this.tries = tries;
            this.owners = owners;
        }

        /** How many. */
        public int tries() {
            return Math.abs(tries) == 13 ? -1 : tries; // makes one that its own constructor refuses
        }

        /** Whose. */
        public List<String> owners() {
            return owners;
        }
    }

    /** One that is a status of its own. */
    final class Empty extends RpcException {
        private static final long serialVersionUID = 1L;

        /** Says which. */
        public Empty(String message) {
            super(StatusCode.NOT_FOUND, message);
        }
    }

    /** The same service as a client knows it that is older: it does not declare all. */
    @RemoteService("io.nearcall.tck.OlderVault")
    interface Older {
        /** Answers. */
        String open(String question) throws Locked;
    }
}
