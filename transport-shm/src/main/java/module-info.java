/** Calls through shared memory: the short way between two processes of one host. */
module io.nearcall.shm {
    requires io.nearcall;
    requires io.nearcall.uds;

    provides io.nearcall.transport.Transport with
            io.nearcall.shm.ShmTransport;
}
