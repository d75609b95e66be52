package io.nearcall.stream;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the processors of this machine are doing, as Linux tells it. */
final class Cores {
    private static final int ALL = Runtime.getRuntime().availableProcessors();
    private static final String LOADS =
            "/proc/loadavg"; // "0.20 0.18 0.12 1/80 11206": the first of the fourth are runnable

    private Cores() {}

    /** Whether no more threads want to run than there are processors; false where nobody knows. Takes some microseconds. */
    static boolean isOneFree() {
        if (ALL == 1) {
            return false;
        }
        byte[] line = new byte[128];
        try (InputStream loads = new FileInputStream(LOADS)) {
            return isOneFree(line, Math.max(0, loads.read(line)), ALL);
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** Whether {@code line} tells of at most {@code all} runnable threads. */
    static boolean isOneFree(byte[] line, int length, int all) {
        int at = 0;
        for (int blanks = 0; at < length && blanks < 3; at++) {
            blanks += line[at] == ' ' ? 1 : 0;
        }
        int runnable = 0;
        int digits = 0;
        for (; at < length && line[at] >= '0' && line[at] <= '9' && digits < 9; at++, digits++) {
            runnable = 10 * runnable + line[at] - '0';
        }
        return digits > 0 && at < length && line[at] == '/' && runnable <= all;
    }
}
