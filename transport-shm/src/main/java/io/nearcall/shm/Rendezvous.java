package io.nearcall.shm;

import io.nearcall.Deadline;
import io.nearcall.RpcException;
import io.nearcall.shm.Places.Place;
import io.nearcall.shm.layout.SegmentLayout;
import io.nearcall.stream.ChannelDuplex;
import io.nearcall.stream.Duplex;
import io.nearcall.stream.Violation;
import io.nearcall.stream.Waits;
import io.nearcall.transport.Counters;
import io.nearcall.transport.Log;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The exchange behind the two HELLOs after which both sides have mapped both segments, or stay on the socket.
 *
 * <pre>
 *  client                                        server
 *  OFFER   version, places, name, nonce, sizes -&gt;
 *                                             &lt;- ACCEPT  version, place, name, nonce, sizes
 *  makes its segment
 *  READY                                       -&gt;
 *                                                maps the client's, makes its own
 *                                             &lt;- READY
 *  maps the server's
 *  READY                                       -&gt;
 *  removes its name                              removes its name
 * </pre>
 *
 * Instead of any of these, either side may say STAY with its reason: the two go on over the socket. A side names its
 * segment before it makes it, so that the other one can remove it when the first dies in between. Where both can seal
 * memory, segments have no names: READY has the descriptor by which the other side opens it.
 */
final class Rendezvous {
    private static final int MAX_REASON = 500;

    private final ChannelDuplex socket;
    private final Settings settings;
    private final Counters counters;
    private final Deadline deadline;
    private final List<Place> places;
    private Path mine; // without SEALED
    private Path peers; // without SEALED
    private MemFd memory; // ours, with SEALED, until the peer has mapped it

    Rendezvous(ChannelDuplex socket, Path path, Settings settings, Counters counters, Deadline deadline) {
        this.socket = socket;
        this.settings = settings;
        this.counters = counters;
        this.deadline = deadline;
        this.places = Places.of(path);
    }

    /** Leads from the client's side; what calls travel by. */
    Duplex client() throws IOException {
        return outcome(this::led);
    }

    /** Follows on the server's side; what calls travel by. */
    Duplex server() throws IOException {
        return outcome(this::followed);
    }

    private Duplex outcome(Side side) throws IOException {
        try {
            return side.run();
        } catch (Staying stays) {
            return stayed(stays);
        } finally {
            removeNames();
        }
    }

    private interface Side {
        Duplex run() throws IOException;
    }

    private Duplex led() throws IOException {
        Setup offer = described(Setup.OFFER);
        for (Place place : places) {
            offer.places.add(new long[] {place.device(), place.inode()});
        }
        if (settings.sealing().isOffered()) {
            offer.features = Setup.SEALED;
            offer.pids = Sealing.pidNamespace();
        }
        send(offer);
        Setup accept = receive(Setup.ACCEPT);
        boolean sealed = (accept.features & offer.features & Setup.SEALED) != 0;
        Setup ready = new Setup(Setup.READY);
        Segment own;
        try {
            checkVersion(accept);
            checkSealing(sealed);
            if (!sealed) {
                Place place = at(accept.place);
                mine = Places.file(place, offer.name);
                peers = Places.file(place, accept.name);
            }
            own = create(offer, ready, sealed);
        } catch (IOException e) {
            throw staying(e);
        }
        send(ready);
        Setup theirs = receive(Setup.READY);
        Segment other;
        try {
            other = open(accept, theirs, sealed);
        } catch (IOException e) {
            throw staying(e);
        }
        send(new Setup(Setup.READY));
        return joined(own, other, sealed, true);
    }

    private Duplex followed() throws IOException {
        Setup offer = receive(Setup.OFFER);
        Setup accept = described(Setup.ACCEPT);
        try {
            checkVersion(offer);
            checkUser();
            accept.lanes = offer.lanes;
            accept.features = sealable(offer) ? Setup.SEALED : 0;
            checkSealing(accept.features != 0);
            if (accept.features == 0) {
                accept.place = common(offer);
                Place place = at(accept.place);
                mine = Places.file(place, accept.name);
                peers = Places.file(place, offer.name);
            }
        } catch (IOException e) {
            throw staying(e);
        }
        boolean sealed = accept.features != 0;
        send(accept);
        Setup theirs = receive(Setup.READY);
        Setup ready = new Setup(Setup.READY);
        Segment own;
        Segment other;
        try {
            other = open(offer, theirs, sealed);
            own = create(accept, ready, sealed);
        } catch (IOException e) {
            throw staying(e);
        }
        send(ready);
        receive(Setup.READY);
        return joined(own, other, sealed, false);
    }

    private Duplex joined(Segment own, Segment other, boolean sealed, boolean client) {
        counters.counter("shm connections").increment();
        if (sealed) {
            counters.counter("shm connections sealed").increment();
        }
        return new ShmDuplex(socket, own, other, settings, client, counters);
    }

    // ---- its parts

    private Setup described(int step) {
        Setup setup = new Setup(step);
        setup.version = SegmentLayout.VERSION;
        setup.name = Places.name();
        setup.nonce = Places.nonce();
        setup.lanes = settings.lanes();
        setup.ring = settings.ring();
        return setup;
    }

    /** Our segment; {@code ready} says where it is. */
    private Segment create(Setup own, Setup ready, boolean sealed) throws IOException {
        Mappings.reserve(2L * SegmentLayout.size(own.lanes, own.ring), settings.limit());
        if (!sealed) {
            return Segment.create(mine, own.lanes, own.ring, own.nonce);
        }
        memory = MemFd.create();
        ready.pid = ProcessHandle.current().pid();
        ready.descriptor = memory.descriptor();
        return Segment.create(memory, own.lanes, own.ring, own.nonce);
    }

    private Segment open(Setup peer, Setup ready, boolean sealed) throws IOException {
        if (!sealed) {
            return Segment.open(peers, peer.lanes, peer.ring, peer.nonce);
        }
        try (MemFd theirs = MemFd.open(ready.pid, ready.descriptor)) {
            return Segment.open(theirs, peer.lanes, peer.ring, peer.nonce);
        }
    }

    /** Whether both sides can seal, and each finds the other's descriptors by its pid. */
    private boolean sealable(Setup offer) {
        return (offer.features & Setup.SEALED) != 0
                && settings.sealing().isOffered()
                && offer.pids.equals(Sealing.pidNamespace());
    }

    private void checkSealing(boolean sealed) throws IOException {
        if (!sealed && settings.sealing() == Sealing.REQUIRE) {
            throw new IOException("nearcall.shm.sealed=require, and not both sides can seal memory and see each other's"
                    + " pids; set it to auto on the other side, too");
        }
    }

    private static void checkVersion(Setup peer) throws IOException {
        if (peer.version != SegmentLayout.VERSION) {
            throw new IOException("the peer speaks version " + peer.version + " of shared memory, this side version "
                    + SegmentLayout.VERSION);
        }
    }

    /** Memory is shared within one user only: a peer may write what it likes into its own. */
    private void checkUser() throws IOException {
        Optional<String> user = socket.peer().user();
        String own = Files.getOwner(Path.of("/proc/self")).getName();
        if (!user.equals(Optional.of(own))) {
            throw new IOException("the peer is user " + user.orElse("unknown") + ", this process " + own);
        }
    }

    /** The first place of the peer's that is one of ours, by our own count. */
    private int common(Setup offer) throws IOException {
        for (int i = 0; i < offer.places.size(); i++) {
            long[] place = offer.places.get(i);
            if (i < places.size() && places.get(i).isSame(place[0], place[1])) {
                return i;
            }
        }
        throw new IOException("no directory is common to both sides, such as /dev/shm or that of the socket");
    }

    private Place at(int index) throws IOException {
        if (index < 0 || index >= places.size()) {
            throw new IOException("the peer chose place " + index + " of " + places.size());
        }
        return places.get(index);
    }

    private void removeNames() {
        if (memory != null) {
            memory.close();
        }
        for (Path file : new Path[] {mine, peers}) {
            try {
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                Log.LOG.log(Level.WARNING, "cannot remove " + file, e);
            }
        }
    }

    // ---- staying on the socket

    /** Why the two stay on the socket; the peer knows. */
    private static final class Staying extends IOException {
        private static final long serialVersionUID = 1L;

        Staying(String reason, IOException cause) {
            super(reason, cause);
        }
    }

    private Staying staying(IOException reason) throws IOException {
        Setup stay = new Setup(Setup.STAY);
        stay.reason = String.valueOf(reason.getMessage());
        if (stay.reason.length() > MAX_REASON) {
            stay.reason = stay.reason.substring(0, MAX_REASON);
        }
        send(stay);
        return new Staying(stay.reason, reason);
    }

    private Duplex stayed(Staying why) {
        counters.counter("shm fallbacks").increment();
        Log.LOG.log(Level.WARNING, "a connection stays on its socket, without shared memory: " + why.getMessage());
        return socket;
    }

    // ---- messages

    private void send(Setup setup) throws IOException {
        WireWriter body = new WireWriter(Setup.MAX_SIZE);
        setup.write(body);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(body.size());
        body.copyTo(bytes, 0, body.size());
        ByteBuffer[] all = {bytes.flip()};
        while (bytes.hasRemaining()) {
            if (socket.write(all, 0, 1) == 0) {
                Waits.until(socket, SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private Setup receive(int expected) throws IOException {
        int length = bytes(Integer.BYTES).getInt();
        if (length < 0 || length > Setup.MAX_SIZE) {
            throw new Violation("a set-up message of " + Integer.toUnsignedString(length) + " bytes");
        }
        Setup setup;
        try {
            WireReader body = new WireReader();
            body.append(bytes(length), length);
            setup = Setup.read(body);
        } catch (RpcException e) {
            throw new Violation("a set-up message that cannot be read: " + e.getMessage());
        }
        if (setup.step == Setup.STAY) {
            throw new Staying(setup.reason, null);
        }
        if (setup.step != expected) {
            throw new Violation("set-up step " + setup.step + " where " + expected + " is due");
        }
        return setup;
    }

    private ByteBuffer bytes(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            read(bytes);
        }
        return bytes.flip();
    }

    /** At least one byte. */
    private void read(ByteBuffer bytes) throws IOException {
        int count = socket.read(bytes);
        while (count == 0) {
            Waits.until(socket, SelectionKey.OP_READ, deadline);
            count = socket.read(bytes);
        }
        if (count < 0) {
            throw new IOException("the peer closed the connection while it set shared memory up");
        }
    }
}
