package io.nearcall.benchmarks.peers;

import io.nearcall.benchmarks.BlockingTarget;
import io.nearcall.benchmarks.Payload;
import io.nearcall.benchmarks.Subject;
import io.nearcall.benchmarks.Version;
import io.nearcall.benchmarks.Wait;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.server.TThreadedSelectorServer;
import org.apache.thrift.transport.TNonblockingServerSocket;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/**
 * Echo of a short text by Apache Thrift over TCP: the binary protocol, written by hand as its compiler would.
 *
 * <p>Its clients are for one thread each, so each calling thread has its own connection.
 */
public final class ThriftEcho implements Subject {
    private static final TStruct STRUCT = new TStruct("echo");
    private static final TField REQUEST = new TField("text", TType.STRING, (short) 1);
    private static final TField REPLY = new TField("success", TType.STRING, (short) 0);

    private final boolean selector;

    private ThriftEcho(boolean selector) {
        this.selector = selector;
    }

    /** By a thread for each connection: its usual server, and the quickest for few clients. */
    public static Subject threadPool() {
        return new ThriftEcho(false);
    }

    /** By selector threads, a worker pool and framed messages: its server for many clients. */
    public static Subject selector() {
        return new ThriftEcho(true);
    }

    @Override
    public String description() {
        return "Apache Thrift " + Version.of(TServer.class) + " TCP, "
                + (selector ? "TThreadedSelectorServer, framed" : "TThreadPoolServer");
    }

    @Override
    public Wait waits() {
        return Wait.SLEEPS;
    }

    @Override
    public String serve(Path directory) throws TException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (selector) {
            TNonblockingServerSocket socket = new TNonblockingServerSocket(address);
            start(new TThreadedSelectorServer(new TThreadedSelectorServer.Args(socket)
                    .processor(ThriftEcho::process)
                    .protocolFactory(new TBinaryProtocol.Factory())));
            return String.valueOf(socket.getPort());
        }
        TServerSocket socket = new TServerSocket(address);
        start(new TThreadPoolServer(new TThreadPoolServer.Args(socket)
                .processor(ThriftEcho::process)
                .protocolFactory(new TBinaryProtocol.Factory())));
        return String.valueOf(socket.getServerSocket().getLocalPort());
    }

    @Override
    public Client connect(String address) {
        ThreadLocal<TProtocol> connections = ThreadLocal.withInitial(() -> connection(Integer.parseInt(address)));
        BlockingTarget target = () -> Payload.check(echo(connections.get(), Payload.TEXT));
        return () -> target;
    }

    private static void start(TServer server) {
        Thread thread = new Thread(server::serve, "thrift");
        thread.setDaemon(true);
        thread.start();
    }

    private TProtocol connection(int port) {
        try {
            TTransport socket = new TSocket(InetAddress.getLoopbackAddress().getHostAddress(), port);
            TTransport transport = selector ? new TFramedTransport(socket) : socket;
            transport.open();
            return new TBinaryProtocol(transport);
        } catch (TException e) {
            throw new IllegalStateException("cannot connect to Thrift's server", e);
        }
    }

    private static String echo(TProtocol protocol, String text) throws TException {
        write(protocol, TMessageType.CALL, REQUEST, text);
        return read(protocol);
    }

    private static void process(TProtocol in, TProtocol out) throws TException {
        write(out, TMessageType.REPLY, REPLY, read(in));
    }

    private static void write(TProtocol protocol, byte type, TField field, String text) throws TException {
        protocol.writeMessageBegin(new TMessage("echo", type, 1));
        protocol.writeStructBegin(STRUCT);
        protocol.writeFieldBegin(field);
        protocol.writeString(text);
        protocol.writeFieldEnd();
        protocol.writeFieldStop();
        protocol.writeStructEnd();
        protocol.writeMessageEnd();
        protocol.getTransport().flush();
    }

    /** The one text of a message. */
    private static String read(TProtocol protocol) throws TException {
        String text = null;
        protocol.readMessageBegin();
        protocol.readStructBegin();
        for (TField field = protocol.readFieldBegin(); field.type != TType.STOP; field = protocol.readFieldBegin()) {
            if (field.type == TType.STRING) {
                text = protocol.readString();
            } else {
                TProtocolUtil.skip(protocol, field.type);
            }
            protocol.readFieldEnd();
        }
        protocol.readStructEnd();
        protocol.readMessageEnd();
        return text;
    }
}
