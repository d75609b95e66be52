/** Calls over Unix domain sockets; jnr is loaded only for abstract names, numeric credentials and socket activation. */
module io.nearcall.uds {
    exports io.nearcall.uds;

    requires transitive io.nearcall;
    requires jdk.net;
    requires org.jnrproject.constants;
    requires org.jnrproject.enxio;
    requires org.jnrproject.posix;
    requires org.jnrproject.unixsocket;

    provides io.nearcall.transport.Transport with
            io.nearcall.uds.UdsTransport,
            io.nearcall.uds.InheritedTransport;
}
