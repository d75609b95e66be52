package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class CallTableTest {
    @Test
    void claimsTheLowestFreeSlotUnderAFreshNumber() {
        CallTable<String> table = new CallTable<>(100);
        long first = table.claim();
        long second = table.claim();
        assertEquals(0, CallTable.slot(first));
        assertEquals(1, CallTable.slot(second));
        table.release(first);
        long third = table.claim();
        assertEquals(0, CallTable.slot(third));
        assertNotEquals(first, third, "an id is never used again");
    }

    @Test
    void refusesWhenEverySlotIsTaken() {
        CallTable<String> table = new CallTable<>(70);
        for (int i = 0; i < 70; i++) {
            assertNotEquals(0, table.claim());
        }
        assertEquals(0, table.claim());
        table.release(69);
        assertNotEquals(0, table.claim());
    }

    @Test
    void findsWhatWasSetAndForgetsItOnRelease() {
        CallTable<String> table = new CallTable<>(200);
        assertTrue(table.isEmpty());
        table.set(150, "call");
        assertEquals("call", table.get(150));
        assertFalse(table.isEmpty());
        table.release(150);
        assertNull(table.get(150));
        assertTrue(table.isEmpty());
        assertNull(table.get(60_000), "a slot out of range is empty");
    }

    @Test
    void threadsNeverShareASlot() throws InterruptedException {
        CallTable<Thread> table = new CallTable<>(64);
        Set<Integer> held = ConcurrentHashMap.newKeySet();
        Set<String> faults = ConcurrentHashMap.newKeySet();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    long id = table.claim();
                    if (!held.add(CallTable.slot(id))) {
                        faults.add("slot " + CallTable.slot(id) + " claimed twice");
                    }
                    held.remove(CallTable.slot(id));
                    table.release(id);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(), faults);
        assertTrue(table.isIdle());
    }
}
