/** Calls through shared memory: the short way between two processes of one host; jnr is loaded only to seal memory. */
module io.nearcall.shm {
    exports io.nearcall.shm.posix;

    requires io.nearcall;
    requires io.nearcall.uds;
    requires org.jnrproject.ffi;

    provides io.nearcall.transport.Transport with
            io.nearcall.shm.ShmTransport;
}
