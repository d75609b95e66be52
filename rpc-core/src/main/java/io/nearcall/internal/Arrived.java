package io.nearcall.internal;

import io.nearcall.wire.Carried;
import java.lang.ref.Cleaner;
import java.util.Arrays;

/** References that came with a message, by the numbers of their objects. */
final class Arrived implements Carried {
    private final Rest rest;
    private final Cleaner.Cleanable cleanable;

    Arrived(RemoteObjects objects, long[] numbers) {
        this.rest = new Rest(objects, numbers);
        this.cleanable = Cleanup.CLEANER.register(this, rest);
    }

    @Override
    public int count() {
        return rest.numbers.length;
    }

    @Override
    public boolean take(long number) {
        return rest.take(number);
    }

    @Override
    public void drop() {
        cleanable.clean();
    }

    /** What has not been taken, the last ones of {@code numbers}. */
    private static final class Rest implements Runnable {
        private final RemoteObjects objects;
        private final long[] numbers; // guarded by this, like the rest
        private int taken;

        Rest(RemoteObjects objects, long[] numbers) {
            this.objects = objects;
            this.numbers = numbers;
        }

        synchronized boolean take(long number) {
            int at = taken;
            while (at < numbers.length && numbers[at] != number) {
                at++;
            }
            if (at == numbers.length) {
                return false;
            }
            System.arraycopy(numbers, taken, numbers, taken + 1, at - taken); // as rule it is the first
            numbers[taken++] = number;
            return true;
        }

        @Override
        public void run() {
            long[] left;
            synchronized (this) {
                left = Arrays.copyOfRange(numbers, taken, numbers.length);
                taken = numbers.length;
            }
            objects.giveBack(left);
        }
    }
}
