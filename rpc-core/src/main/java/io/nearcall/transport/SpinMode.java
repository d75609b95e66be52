package io.nearcall.transport;

/** Whether a thread that waits for its peer looks again and again before it sleeps. */
public enum SpinMode {
    /** Sleeps at once: least CPU, a wake-up (about 50 µs on an idle machine) in every wait. */
    OFF,
    /** Spins as long as it has paid off lately, at most some 100 µs, then sleeps. */
    ADAPTIVE,
    /** Spins until the reply or the deadline; wants a core to itself. */
    ALWAYS
}
