package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.Endpoint;
import io.nearcall.transport.SpinMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PollerTest {
    /** The reading end of a pipe. */
    private static final class Watched extends Pollable implements AutoCloseable {
        private final Pipe pipe;
        private final SpinBudget spin = new SpinBudget(SpinMode.OFF);
        private final CompletableFuture<Exception> abandoned = new CompletableFuture<>();
        private final CompletableFuture<Void> signalled = new CompletableFuture<>();

        Watched() throws IOException {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
        }

        @Override
        SelectableChannel channel() {
            return pipe.source();
        }

        @Override
        int interest() {
            return SelectionKey.OP_READ;
        }

        @Override
        SpinBudget spin() {
            return spin;
        }

        @Override
        int poll(Poller leader) {
            try {
                return pipe.source().read(ByteBuffer.allocate(8)) > 0 ? SOME : NOTHING;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        void signalled() {
            signalled.complete(null);
        }

        @Override
        void abandoned(Exception reason) {
            abandoned.complete(reason);
        }

        @Override
        public void close() throws IOException {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    /** Its selectors find nothing until they fail. */
    private static final class FailingProvider extends SelectorProvider {
        private final SelectorProvider provider = SelectorProvider.provider();
        private final Semaphore wakes = new Semaphore(0);
        private volatile boolean fails;

        private void fail() {
            fails = true;
            wakes.release();
        }

        @Override
        public AbstractSelector openSelector() {
            return new FailingSelector(this);
        }

        @Override
        public DatagramChannel openDatagramChannel() throws IOException {
            return provider.openDatagramChannel();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
            return provider.openDatagramChannel(family);
        }

        @Override
        public Pipe openPipe() throws IOException {
            return provider.openPipe();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() throws IOException {
            return provider.openServerSocketChannel();
        }

        @Override
        public SocketChannel openSocketChannel() throws IOException {
            return provider.openSocketChannel();
        }
    }

    private static final class FailingSelector extends AbstractSelector {
        private final FailingProvider owner;
        private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
        private final Set<SelectionKey> selected = new HashSet<>();

        FailingSelector(FailingProvider owner) {
            super(owner);
            this.owner = owner;
        }

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
            SelectionKey key = new Key(this, channel);
            key.attach(attachment);
            keys.add(key);
            return key;
        }

        @Override
        public int select(long timeout) throws IOException {
            owner.wakes.acquireUninterruptibly();
            return selectNow();
        }

        @Override
        public int select() throws IOException {
            return select(0);
        }

        @Override
        public int selectNow() throws IOException {
            if (owner.fails) {
                throw new IOException("it is broken");
            }
            return 0;
        }

        @Override
        public Selector wakeup() {
            owner.wakes.release();
            return this;
        }

        @Override
        public Set<SelectionKey> keys() {
            return keys;
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return selected;
        }

        @Override
        protected void implCloseSelector() {
            keys.clear();
        }
    }

    private static final class Key extends AbstractSelectionKey {
        private final Selector selector;
        private final SelectableChannel channel;

        Key(Selector selector, SelectableChannel channel) {
            this.selector = selector;
            this.channel = channel;
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public int interestOps() {
            return SelectionKey.OP_READ;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            return this;
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }

    /** A port whose selectors fail. */
    private static final class Port extends AbstractSelectableChannel implements Streams.Acceptor {
        private final ServerSocketChannel channel;

        Port(FailingProvider provider) throws IOException {
            super(provider);
            channel = provider.openServerSocketChannel();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            configureBlocking(false);
        }

        /** Whether it takes a connection. */
        boolean answers() {
            try (SocketChannel client = SocketChannel.open(channel.getLocalAddress())) {
                return client.isConnected();
            } catch (IOException refused) {
                return false;
            }
        }

        @Override
        public SelectableChannel channel() {
            return this;
        }

        @Override
        public Streams.Opening accept() {
            return null;
        }

        @Override
        public int validOps() {
            return SelectionKey.OP_ACCEPT;
        }

        @Override
        protected void implConfigureBlocking(boolean block) throws IOException {
            channel.configureBlocking(block);
        }

        @Override
        protected void implCloseSelectableChannel() throws IOException {
            channel.close();
        }
    }

    @Test
    void aListenerWhoseSelectorFailsRefusesAtOnce() throws Exception {
        Engine engine = Engine.acquire(16);
        FailingProvider failing = new FailingProvider();
        try (Port port = new Port(failing)) {
            Endpoint endpoint = Endpoint.parse("tcp://127.0.0.1:0");
            StreamListener listener = new StreamListener(engine, endpoint, null, port); // opens nothing
            listener.start();
            assertTrue(port.answers());
            failing.fail();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (port.channel.isOpen() && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            assertFalse(port.answers());
            listener.close(); // gives the engine back
        }
    }

    @Test
    void aPollerWhoseSelectorFailedKeepsNobodyWaiting() throws Exception {
        Engine engine = Engine.acquire(16);
        FailingProvider failing = new FailingProvider();
        try (Watched lost = new Watched()) {
            Poller broken = engine.poller(failing);
            broken.register(lost);
            failing.fail();
            lost.abandoned.get(30, TimeUnit.SECONDS);
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) { // each a second, if it waited
                broken.settle();
            }
            assertTrue(System.nanoTime() - start < 10_000_000_000L);
        } finally {
            engine.release();
        }
    }

    @Test
    void aSelectorThatFailsEndsWhatItWatchesAndNothingElse() throws Exception {
        Engine engine = Engine.acquire(16);
        FailingProvider failing = new FailingProvider();
        try (Watched lost = new Watched();
                Watched late = new Watched();
                Watched kept = new Watched()) {
            Poller broken = engine.poller(failing);
            broken.register(lost);
            engine.poller(SelectorProvider.provider()).register(kept);
            failing.fail();
            assertEquals(
                    "it is broken", lost.abandoned.get(30, TimeUnit.SECONDS).getMessage());
            broken.register(late);
            assertEquals(
                    "it is broken", late.abandoned.get(30, TimeUnit.SECONDS).getMessage());
            failing.fails = false;
            assertNotSame(broken, engine.poller(failing));
            kept.pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            kept.signalled.get(30, TimeUnit.SECONDS);
            assertFalse(kept.abandoned.isDone());
        } finally {
            engine.release();
        }
    }
}
