package io.nearcall.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UnknownSettingsTest {
    private static void serveWith(String key) {
        Rig.builder(question -> question)
                .listen("inproc:" + Contract.unique())
                .config(Rig.config(key, "1"))
                .start()
                .close();
    }

    @Test
    void aServerNamesTheKeyThatWasMeant() {
        try (LogTail log = new LogTail()) {
            serveWith("nearcall.limits.mesage");
            log.await("the setting nearcall.limits.mesage is not known", "did you mean nearcall.limits.message?");
            serveWith("nearcall.limits.heart-beats"); // one letter and a hyphen
            log.await("nearcall.limits.heart-beats", "did you mean nearcall.limits.heartbeat?");
        }
    }

    @Test
    void aKeyThatIsLikeNoneIsOnlyNamed() {
        try (LogTail log = new LogTail()) {
            serveWith("nearcall.colour-of-the-wires");
            log.await("the setting nearcall.colour-of-the-wires is not known and has no effect");
            assertEquals(0, log.count("colour-of-the-wires", "did you mean"));
        }
    }

    @Test
    void oneWordAboutEachIsEnough() {
        try (LogTail log = new LogTail()) {
            serveWith("nearcall.spinn");
            serveWith("nearcall.spinn");
            assertEquals(1, log.count("nearcall.spinn", "did you mean nearcall.spin?"));
        }
    }
}
