/** One-way calls over POSIX message queues. */
module io.nearcall.mq {
    exports io.nearcall.mq;

    requires transitive io.nearcall;
    requires org.jnrproject.ffi;

    provides io.nearcall.transport.Transport with
            io.nearcall.mq.MqTransport;
}
