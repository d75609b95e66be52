package io.nearcall.uds;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * The sockets that systemd has opened for this process, or who does as it does: {@code sd_listen_fds(3)}.
 *
 * <p>The JDK adopts descriptor 0 alone, so that one takes the place of stdin for a moment. Loads jnr, which takes hundreds of
 * milliseconds at first.
 */
final class Activation {
    private static final String NUMBERED = "fd";
    private static final int NONE = -1;
    private static final int FIRST = 3;
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final POSIX C = POSIXFactory.getNativePOSIX();

    private Activation() {}

    /** An action on descriptors. */
    interface Action {
        void run() throws IOException;
    }

    /** The descriptor that an address means: one by its number, {@code fd3}, or by its name in {@code LISTEN_FDNAMES}. */
    static int descriptor(String address, Map<String, String> environment, long pid) throws IOException {
        String count = environment.get("LISTEN_FDS");
        String owner = environment.get("LISTEN_PID");
        if (count == null || owner == null) {
            throw new IOException("this process was given no socket, as LISTEN_FDS and LISTEN_PID are not set; start it"
                    + " by a .socket unit of systemd or by systemd-socket-activate, or use inherited:stdin where the"
                    + " socket is descriptor 0");
        }
        if (!owner.equals(Long.toString(pid))) {
            throw new IOException("LISTEN_PID is " + owner + ", and this process is " + pid
                    + ": its sockets were given to another; a script between the two must start this one by exec");
        }
        int end = FIRST + number(count);
        if (end <= FIRST) {
            throw new IOException("LISTEN_FDS is '" + count + "', which is no number of sockets");
        }
        List<String> names =
                List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":"));
        int place = names.indexOf(address);
        int descriptor = place >= 0
                ? FIRST + place
                : address.startsWith(NUMBERED) ? number(address.substring(NUMBERED.length())) : NONE;
        if (descriptor < FIRST || descriptor >= end) {
            throw new IOException("this process was given "
                    + IntStream.range(FIRST, end)
                            .mapToObj(each -> NUMBERED + each)
                            .toList() + ", named " + names
                    + "; use one of these");
        }
        return descriptor;
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : NONE;
    }

    /** What the JDK makes of a descriptor, null where that is no socket; has the place of stdin meanwhile. */
    static Channel adopted(int descriptor) throws IOException {
        Channel[] channel = new Channel[1];
        keeping(STDIN, () -> {
            if (C.dup2(descriptor, STDIN) < 0) {
                throw new IOException("descriptor " + descriptor + ": " + C.strerror(C.errno()));
            }
            channel[0] = System.inheritedChannel(); // has a descriptor of its own
        });
        if (channel[0] != null) {
            C.close(descriptor);
        }
        return channel[0];
    }

    /** Closes a socket that the JDK has adopted, which puts {@code /dev/null} in the place of descriptors 0, 1 and 2. */
    static void close(Channel adopted) throws IOException {
        keeping(STDIN, () -> keeping(STDOUT, () -> keeping(STDERR, adopted::close)));
    }

    /** Runs an action that may put something else in the place of a descriptor. */
    private static void keeping(int descriptor, Action action) throws IOException {
        int kept = C.dup(descriptor); // negative where it is not open
        try {
            action.run();
        } finally {
            if (kept < 0) {
                C.close(descriptor);
            } else {
                C.dup2(kept, descriptor);
                C.close(kept);
            }
        }
    }
}
