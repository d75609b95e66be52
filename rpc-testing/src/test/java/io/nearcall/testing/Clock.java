package io.nearcall.testing;

import io.nearcall.RemoteService;

/** A service to test the testing with. */
@RemoteService
public interface Clock {
    /** Which process serves. */
    long pid();

    /** Sleeps for ever. */
    void hang();

    /** The honest one. */
    final class OfThisProcess implements Clock {
        @Override
        public long pid() {
            System.out.println("this does not disturb the parent");
            return ProcessHandle.current().pid();
        }

        @Override
        public void hang() {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One that cannot be made. */
    final class Broken implements Clock {
        Broken() {
            throw new IllegalStateException("no battery");
        }

        @Override
        public long pid() {
            return 0;
        }

        @Override
        public void hang() {}
    }
}
