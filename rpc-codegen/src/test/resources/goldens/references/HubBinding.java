package cases.references;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.References;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServedStream;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.stub.Streaming;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Hub}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class HubBinding implements ServiceBinding<Hub> {
    /** The only instance. */
    public static final HubBinding INSTANCE = new HubBinding();

    private static final MethodInfo TELL = new MethodInfo(
            "cases.references.hub.Hub/Tell", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo WATCH = new MethodInfo(
            "cases.references.hub.Hub/Watch", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SAME = new MethodInfo(
            "cases.references.hub.Hub/Same", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo TELL_ALL = new MethodInfo(
            "cases.references.hub.Hub/TellAll", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo EACH = new MethodInfo(
            "cases.references.hub.Hub/Each", MethodInfo.Kind.BIDI_STREAM, false);

    private static final List<MethodInfo> METHODS = List.of(TELL, WATCH, SAME, TELL_ALL, EACH);

    private HubBinding() {}

    @Override
    public Class<Hub> type() {
        return Hub.class;
    }

    @Override
    public String name() {
        return "cases.references.hub.Hub";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Hub stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Hub service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchTell(service, call);
            case 1 -> dispatchWatch(service, call);
            case 2 -> dispatchSame(service, call);
            case 3 -> dispatchTellAll(service, call);
            case 4 -> dispatchEach(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchTell(Hub service, InboundCall call) {
        WireReader in = call.request();
        Hub.Listener listener = null;
        String text = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> listener = References.read(in, Hub_ListenerBinding.INSTANCE);
                case 18 -> text = in.readString();
                default -> in.skip(tag, "TellRequest", 0x6L);
            }
        }
        String reply = service.tell(listener, text);
        writeTellResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchWatch(Hub service, InboundCall call) {
        WireReader in = call.request();
        String topic = null;
        Hub.Listener listener = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> topic = in.readString();
                case 16 -> listener = References.read(in, Hub_ListenerBinding.INSTANCE);
                default -> in.skip(tag, "WatchRequest", 0x6L);
            }
        }
        Hub.Subscription reply = service.watch(topic, listener);
        writeWatchResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSame(Hub service, InboundCall call) {
        WireReader in = call.request();
        Hub.Listener listener = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> listener = References.read(in, Hub_ListenerBinding.INSTANCE);
                default -> in.skip(tag, "SameRequest", 0x2L);
            }
        }
        Replies.whenDone(call, SAME, service.same(listener), HubBinding::writeSameResponse);
    }

    private static void dispatchTellAll(Hub service, InboundCall call) {
        Hub.Room room = readRoom(call.request());
        List<String> reply = service.tellAll(room);
        writeTellAllResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchEach(Hub service, InboundCall call) {
        ServedStream<Hub.Listener> requests = ServedStream.open(call, EACH, HubBinding::readEachRequest);
        requests.reply(service.each(requests.stream()), HubBinding::writeEachResponse);
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Hub {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public String tell(Hub.Listener listener, String text) {
            try (OutboundCall call = caller.newCall(TELL)) {
                writeTellRequest(call.request(), listener, text);
                return readTellResponse(call.invoke());
            } catch (RpcException e) {
                throw TELL.named(e);
            }
        }

        @Override
        public Hub.Subscription watch(String topic, Hub.Listener listener) {
            try (OutboundCall call = caller.newCall(WATCH)) {
                writeWatchRequest(call.request(), topic, listener);
                return readWatchResponse(call.invoke());
            } catch (RpcException e) {
                throw WATCH.named(e);
            }
        }

        @Override
        public CompletableFuture<Hub.Listener> same(Hub.Listener listener) {
            try (OutboundCall call = caller.newCall(SAME)) {
                writeSameRequest(call.request(), listener);
                return call.invokeAsync(HubBinding::readSameResponse);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(SAME.named(e));
            }
        }

        @Override
        public List<String> tellAll(Hub.Room room) {
            Objects.requireNonNull(room, "cases.references.hub.Hub/TellAll: room is null; a request needs a value");
            try (OutboundCall call = caller.newCall(TELL_ALL)) {
                writeRoom(call.request(), room);
                return readTellAllResponse(call.invoke());
            } catch (RpcException e) {
                throw TELL_ALL.named(e);
            }
        }

        @Override
        public Stream<Hub.Listener> each(Stream<Hub.Listener> listeners) {
            return Streaming.call(caller, EACH, listeners, HubBinding::writeEachRequest).stream(
                    HubBinding::readEachResponse);
        }
    }

    private static void writeTellRequest(WireWriter out, Hub.Listener listener, String text) {
        if (listener != null) {
            References.write(out, 1, listener, Hub_ListenerBinding.INSTANCE);
        }
        if (text != null) {
            out.writeString(2, text);
        }
    }

    private static void writeTellResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readTellResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "TellResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeWatchRequest(WireWriter out, String topic, Hub.Listener listener) {
        if (topic != null) {
            out.writeString(1, topic);
        }
        if (listener != null) {
            References.write(out, 2, listener, Hub_ListenerBinding.INSTANCE);
        }
    }

    private static void writeWatchResponse(WireWriter out, Hub.Subscription value) {
        if (value != null) {
            References.write(out, 1, value, Hub_SubscriptionBinding.INSTANCE);
        }
    }

    private static Hub.Subscription readWatchResponse(WireReader in) {
        Hub.Subscription value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = References.read(in, Hub_SubscriptionBinding.INSTANCE);
                default -> in.skip(tag, "WatchResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeSameRequest(WireWriter out, Hub.Listener listener) {
        if (listener != null) {
            References.write(out, 1, listener, Hub_ListenerBinding.INSTANCE);
        }
    }

    private static void writeSameResponse(WireWriter out, Hub.Listener value) {
        if (value != null) {
            References.write(out, 1, value, Hub_ListenerBinding.INSTANCE);
        }
    }

    private static Hub.Listener readSameResponse(WireReader in) {
        Hub.Listener value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = References.read(in, Hub_ListenerBinding.INSTANCE);
                default -> in.skip(tag, "SameResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeTellAllResponse(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("Hub.tellAll()[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readTellAllResponse(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "TellAllResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeEachRequest(WireWriter out, Hub.Listener value) {
        if (value != null) {
            References.write(out, 1, value, Hub_ListenerBinding.INSTANCE);
        }
    }

    private static Hub.Listener readEachRequest(WireReader in) {
        Hub.Listener value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = References.read(in, Hub_ListenerBinding.INSTANCE);
                default -> in.skip(tag, "EachRequest", 0x2L);
            }
        }
        return value;
    }

    private static void writeEachResponse(WireWriter out, Hub.Listener value) {
        if (value != null) {
            References.write(out, 1, value, Hub_ListenerBinding.INSTANCE);
        }
    }

    private static Hub.Listener readEachResponse(WireReader in) {
        Hub.Listener value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = References.read(in, Hub_ListenerBinding.INSTANCE);
                default -> in.skip(tag, "EachResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeRoom(WireWriter out, Hub.Room value) {
        String name = value.name();
        if (name != null) {
            out.writeString(1, name);
        }
        Hub.Listener listener = value.listener();
        if (listener != null) {
            References.write(out, 2, listener, Hub_ListenerBinding.INSTANCE);
        }
        List<Hub.Listener> others = value.others();
        if (others != null && !others.isEmpty()) {
            int start = out.begin(3);
            int index = 0;
            for (Hub.Listener element : others) {
                if (element == null) {
                    throw WireException.nullAt("Room.others[" + index + "]");
                }
                index++;
                References.write(out, element, Hub_ListenerBinding.INSTANCE);
            }
            out.end(start);
        }
        Optional<Hub.Listener> last = value.last();
        if (last == null) {
            throw WireException.nullAt("Room.last");
        }
        if (last.isPresent()) {
            References.write(out, 4, last.get(), Hub_ListenerBinding.INSTANCE);
        }
    }

    private static Hub.Room readRoom(WireReader in) {
        String name = null;
        Hub.Listener listener = null;
        List<Hub.Listener> others = new ArrayList<>();
        Optional<Hub.Listener> last = Optional.empty();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                case 16 -> listener = References.read(in, Hub_ListenerBinding.INSTANCE);
                case 26 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        others.add(References.read(in, Hub_ListenerBinding.INSTANCE));
                    }
                    in.leave(outer);
                }
                case 24 -> others.add(References.read(in, Hub_ListenerBinding.INSTANCE));
                case 32 -> last = Optional.of(References.read(in, Hub_ListenerBinding.INSTANCE));
                default -> in.skip(tag, "Room", 0x1eL);
            }
        }
        return new Hub.Room(name, listener, others, last);
    }
}
