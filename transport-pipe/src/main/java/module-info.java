/** Calls to child processes over their stdin and stdout, and over FIFOs. */
module io.nearcall.pipe {
    exports io.nearcall.pipe;

    requires transitive io.nearcall;
    requires io.nearcall.uds;
    requires org.jnrproject.constants;
    requires org.jnrproject.enxio;
    requires org.jnrproject.ffi;

    uses io.nearcall.transport.Transport;

    provides io.nearcall.transport.Transport with
            io.nearcall.pipe.PipeTransport,
            io.nearcall.pipe.FifoTransport;
}
