/** Calls over TCP. */
module io.nearcall.tcp {
    requires io.nearcall;

    provides io.nearcall.transport.Transport with
            io.nearcall.tcp.TcpTransport;
}
