/** Nearcall's core: what applications import, what generated code uses, and what transports implement. */
module io.nearcall {
    requires jdk.unsupported; // by reflection: signals

    exports io.nearcall;
    exports io.nearcall.stream;
    exports io.nearcall.stub;
    exports io.nearcall.transport;
    exports io.nearcall.wire;

    uses io.nearcall.transport.Transport;

    provides io.nearcall.transport.Transport with
            io.nearcall.inproc.InprocTransport;
}
