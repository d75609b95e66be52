package io.nearcall.tck;

/** What a transport may be unable to do by its nature; a test that needs it is then a listed skip. */
public enum Capability {
    /** Another process can be reached. */
    SECOND_PROCESS("calls stay inside one JVM"),
    /** A plain socket can be opened to a server, and a plain one stand in for it. */
    RAW_BYTES("no plain socket of the JDK reaches it"),
    /** The address can be used again by another server. */
    REBINDING("an address serves once"),
    /** Requests and replies are copied between the peers, so that a peer that does not read fills a queue. */
    FLOW_OF_BYTES("there are no bytes in transit"),
    /** The server can call its client: references to services travel. */
    CALL_BACKS("calls go one way"),
    /** A silent peer is found as quickly as {@code nearcall.limits.heartbeat} says. */
    HEARTBEAT("its own keepalive takes 10 s at least"),
    /** Handlers see a connection that ended as UNAVAILABLE, not as CANCELLED. */
    END_OF_CONNECTION("its client cancels its calls before it hangs up"),
    /**
     * Gigabytes take seconds, also in a JVM that compiles little.
     *
     * <p>Over TLS they do not, and it is slowness, not a hang: on two busy cores 64 MiB each way take 17 s and 128 MiB
     * 33 s with {@code TieredStopAtLevel=1}, whose compiler has no instructions for AES; 1 GiB each way takes 28 s without.
     */
    BULK("gigabytes take minutes in a JVM that compiles little");

    private final String absence;

    Capability(String absence) {
        this.absence = absence;
    }

    /** Why a transport without it skips the test. */
    public String absence() {
        return absence;
    }
}
