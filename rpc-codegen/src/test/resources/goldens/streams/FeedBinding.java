package cases.streams;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.DeclaredExceptions;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServedStream;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.stub.Streaming;
import io.nearcall.transport.InboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Feed}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class FeedBinding implements ServiceBinding<Feed> {
    /** The only instance. */
    public static final FeedBinding INSTANCE = new FeedBinding();

    private static final MethodInfo TICKS = new MethodInfo(
            "cases.streams.feed.Feed/Ticks", MethodInfo.Kind.SERVER_STREAM, false);
    private static final MethodInfo WATCH = new MethodInfo(
            "cases.streams.feed.Feed/Watch", MethodInfo.Kind.SERVER_STREAM, false);
    private static final MethodInfo EVERYTHING = new MethodInfo(
            "cases.streams.feed.Feed/Everything", MethodInfo.Kind.SERVER_STREAM, false);
    private static final MethodInfo COUNT = new MethodInfo(
            "cases.streams.feed.Feed/Count", MethodInfo.Kind.CLIENT_STREAM, false);
    private static final MethodInfo DROP = new MethodInfo(
            "cases.streams.feed.Feed/Drop", MethodInfo.Kind.CLIENT_STREAM, false);
    private static final MethodInfo COLLECT = new MethodInfo(
            "cases.streams.feed.Feed/Collect", MethodInfo.Kind.CLIENT_STREAM, false);
    private static final MethodInfo SWALLOW = new MethodInfo(
            "cases.streams.feed.Feed/Swallow", MethodInfo.Kind.CLIENT_STREAM, false);
    private static final MethodInfo LAST = new MethodInfo(
            "cases.streams.feed.Feed/Last", MethodInfo.Kind.CLIENT_STREAM, false);
    private static final MethodInfo PAIRS = new MethodInfo(
            "cases.streams.feed.Feed/Pairs", MethodInfo.Kind.BIDI_STREAM, false);
    private static final MethodInfo CHAT = new MethodInfo(
            "cases.streams.feed.Feed/Chat", MethodInfo.Kind.BIDI_STREAM, false);
    private static final MethodInfo HALF = new MethodInfo(
            "cases.streams.feed.Feed/Half", MethodInfo.Kind.BIDI_STREAM, false);
    private static final MethodInfo OTHER_HALF = new MethodInfo(
            "cases.streams.feed.Feed/OtherHalf", MethodInfo.Kind.BIDI_STREAM, false);
    private static final MethodInfo RISKY = new MethodInfo(
            "cases.streams.feed.Feed/Risky", MethodInfo.Kind.CLIENT_STREAM, false,
            new DeclaredExceptions(FeedBinding::writeRiskyFailure, FeedBinding::readRiskyFailure));
    private static final MethodInfo RISKY_LATER = new MethodInfo(
            "cases.streams.feed.Feed/RiskyLater", MethodInfo.Kind.CLIENT_STREAM, false,
            new DeclaredExceptions(FeedBinding::writeRiskyLaterFailure, FeedBinding::readRiskyLaterFailure));
    private static final MethodInfo PULLED = new MethodInfo(
            "cases.streams.feed.Feed/Pulled", MethodInfo.Kind.SERVER_STREAM, false,
            new DeclaredExceptions(FeedBinding::writePulledFailure, FeedBinding::readPulledFailure));
    private static final MethodInfo PUSHED = new MethodInfo(
            "cases.streams.feed.Feed/Pushed", MethodInfo.Kind.SERVER_STREAM, false,
            new DeclaredExceptions(FeedBinding::writePushedFailure, FeedBinding::readPushedFailure));

    private static final List<MethodInfo> METHODS = List.of(
            TICKS, WATCH, EVERYTHING, COUNT, DROP, COLLECT, SWALLOW, LAST, PAIRS, CHAT, HALF, OTHER_HALF, RISKY,
            RISKY_LATER, PULLED, PUSHED);

    private FeedBinding() {}

    @Override
    public Class<Feed> type() {
        return Feed.class;
    }

    @Override
    public String name() {
        return "cases.streams.feed.Feed";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Feed stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Feed service, int index, InboundCall call) throws Exception {
        switch (index) {
            case 0 -> dispatchTicks(service, call);
            case 1 -> dispatchWatch(service, call);
            case 2 -> dispatchEverything(service, call);
            case 3 -> dispatchCount(service, call);
            case 4 -> dispatchDrop(service, call);
            case 5 -> dispatchCollect(service, call);
            case 6 -> dispatchSwallow(service, call);
            case 7 -> dispatchLast(service, call);
            case 8 -> dispatchPairs(service, call);
            case 9 -> dispatchChat(service, call);
            case 10 -> dispatchHalf(service, call);
            case 11 -> dispatchOtherHalf(service, call);
            case 12 -> dispatchRisky(service, call);
            case 13 -> dispatchRiskyLater(service, call);
            case 14 -> dispatchPulled(service, call);
            case 15 -> dispatchPushed(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchTicks(Feed service, InboundCall call) {
        WireReader in = call.request();
        String symbol = null;
        int count = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> symbol = in.readString();
                case 16 -> count = in.readInt32();
                default -> in.skip(tag, "TicksRequest", 0x6L);
            }
        }
        ServedStream.open(call, TICKS).reply(service.ticks(symbol, count), FeedBinding::writeTick);
    }

    private static void dispatchWatch(Feed service, InboundCall call) {
        Tick from = readTick(call.request());
        ServedStream.open(call, WATCH).reply(service.watch(from), FeedBinding::writeTick);
    }

    private static void dispatchEverything(Feed service, InboundCall call) {
        ServedStream.open(call, EVERYTHING).reply(service.everything(), FeedBinding::writeEverythingResponse);
    }

    private static void dispatchCount(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, COUNT, FeedBinding::readTick);
        int reply = service.count(requests.stream());
        writeCountResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchDrop(Feed service, InboundCall call) {
        ServedStream<Integer> requests = ServedStream.open(call, DROP, FeedBinding::readDropRequest);
        service.drop(requests.stream());
        call.complete();
    }

    private static void dispatchCollect(Feed service, InboundCall call) {
        ServedStream<String> requests = ServedStream.open(call, COLLECT, FeedBinding::readCollectRequest);
        Replies.whenDone(call, COLLECT, service.collect(requests.stream()), FeedBinding::writeCollectResponse);
    }

    private static void dispatchSwallow(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, SWALLOW, FeedBinding::readTick);
        Replies.whenDone(call, SWALLOW, service.swallow(requests.publisher()), (out, nothing) -> {});
    }

    private static void dispatchLast(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, LAST, FeedBinding::readTick);
        Tick reply = service.last(requests.publisher());
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeTick(call.reply(), reply);
        call.complete();
    }

    private static void dispatchPairs(Feed service, InboundCall call) {
        ServedStream<Integer> requests = ServedStream.open(call, PAIRS, FeedBinding::readPairsRequest);
        requests.reply(service.pairs(requests.stream()), FeedBinding::writePairsResponse);
    }

    private static void dispatchChat(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, CHAT, FeedBinding::readTick);
        requests.reply(service.chat(requests.publisher()), FeedBinding::writeTick);
    }

    private static void dispatchHalf(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, HALF, FeedBinding::readTick);
        requests.reply(service.half(requests.stream()), FeedBinding::writeTick);
    }

    private static void dispatchOtherHalf(Feed service, InboundCall call) {
        ServedStream<Tick> requests = ServedStream.open(call, OTHER_HALF, FeedBinding::readTick);
        requests.reply(service.otherHalf(requests.publisher()), FeedBinding::writeTick);
    }

    private static void dispatchRisky(Feed service, InboundCall call) throws Exception {
        ServedStream<Tick> requests = ServedStream.open(call, RISKY, FeedBinding::readTick);
        int reply = service.risky(requests.stream());
        writeRiskyResponse(call.reply(), reply);
        call.complete();
    }

    private static void dispatchRiskyLater(Feed service, InboundCall call) throws Exception {
        ServedStream<Tick> requests = ServedStream.open(call, RISKY_LATER, FeedBinding::readTick);
        Replies.whenDone(call, RISKY_LATER, service.riskyLater(requests.stream()), (out, reply) -> {
            if (reply == null) {
                throw Replies.noReply(RISKY_LATER.fullName());
            }
            writeTick(out, reply);
        });
    }

    private static void dispatchPulled(Feed service, InboundCall call) throws Exception {
        ServedStream.open(call, PULLED).reply(service.pulled(), FeedBinding::writeTick);
    }

    private static void dispatchPushed(Feed service, InboundCall call) throws Exception {
        ServedStream.open(call, PUSHED).reply(service.pushed(), FeedBinding::writeTick);
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Feed {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Stream<Tick> ticks(String symbol, int count) {
            return Streaming.call(caller, TICKS, out -> writeTicksRequest(out, symbol, count)).stream(
                    FeedBinding::readTick);
        }

        @Override
        public Flow.Publisher<Tick> watch(Tick from) {
            Objects.requireNonNull(from, "cases.streams.feed.Feed/Watch: from is null; a request needs a value");
            return Streaming.call(caller, WATCH, out -> writeTick(out, from)).publisher(FeedBinding::readTick);
        }

        @Override
        public Stream<String> everything() {
            return Streaming.call(caller, EVERYTHING, out -> {}).stream(FeedBinding::readEverythingResponse);
        }

        @Override
        public int count(Stream<Tick> ticks) {
            return Streaming.call(caller, COUNT, ticks, FeedBinding::writeTick).reply(FeedBinding::readCountResponse);
        }

        @Override
        public void drop(Stream<Integer> numbers) {
            Streaming.call(caller, DROP, numbers, FeedBinding::writeDropRequest).reply(nothing -> null);
        }

        @Override
        public CompletableFuture<List<String>> collect(Stream<String> words) {
            return Streaming.call(caller, COLLECT, words, FeedBinding::writeCollectRequest).future(
                    FeedBinding::readCollectResponse);
        }

        @Override
        public CompletableFuture<Void> swallow(Flow.Publisher<Tick> ticks) {
            return Streaming.call(caller, SWALLOW, ticks, FeedBinding::writeTick).future(nothing -> null);
        }

        @Override
        public Tick last(Flow.Publisher<Tick> ticks) {
            return Streaming.call(caller, LAST, ticks, FeedBinding::writeTick).reply(FeedBinding::readTick);
        }

        @Override
        public Stream<List<Integer>> pairs(Stream<Integer> numbers) {
            return Streaming.call(caller, PAIRS, numbers, FeedBinding::writePairsRequest).stream(
                    FeedBinding::readPairsResponse);
        }

        @Override
        public Flow.Publisher<Tick> chat(Flow.Publisher<Tick> ticks) {
            return Streaming.call(caller, CHAT, ticks, FeedBinding::writeTick).publisher(FeedBinding::readTick);
        }

        @Override
        public Flow.Publisher<Tick> half(Stream<Tick> ticks) {
            return Streaming.call(caller, HALF, ticks, FeedBinding::writeTick).publisher(FeedBinding::readTick);
        }

        @Override
        public Stream<Tick> otherHalf(Flow.Publisher<Tick> out_) {
            return Streaming.call(caller, OTHER_HALF, out_, FeedBinding::writeTick).stream(FeedBinding::readTick);
        }

        @Override
        public int risky(Stream<Tick> ticks) throws Gone {
            try {
                return Streaming.call(caller, RISKY, ticks, FeedBinding::writeTick).reply(
                        FeedBinding::readRiskyResponse);
            } catch (RpcException e) {
                Throwable thrown = RISKY.exceptions().thrown(e);
                if (thrown instanceof Gone declared) {
                    throw declared;
                }
                throw RISKY.named(e);
            }
        }

        @Override
        public CompletableFuture<Tick> riskyLater(Stream<Tick> ticks) {
            return Streaming.call(caller, RISKY_LATER, ticks, FeedBinding::writeTick).future(FeedBinding::readTick);
        }

        @Override
        public Stream<Tick> pulled() {
            return Streaming.call(caller, PULLED, out -> {}).stream(FeedBinding::readTick);
        }

        @Override
        public Flow.Publisher<Tick> pushed() {
            return Streaming.call(caller, PUSHED, out -> {}).publisher(FeedBinding::readTick);
        }
    }

    private static void writeTicksRequest(WireWriter out, String symbol, int count) {
        if (symbol != null) {
            out.writeString(1, symbol);
        }
        if (count != 0) {
            out.writeInt32(2, count);
        }
    }

    private static void writeEverythingResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readEverythingResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "EverythingResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeCountResponse(WireWriter out, int value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static int readCountResponse(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "CountResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeDropRequest(WireWriter out, Integer value) {
        if (value != null) {
            out.writeInt32(1, value);
        }
    }

    private static Integer readDropRequest(WireReader in) {
        Integer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "DropRequest", 0x2L);
            }
        }
        return value;
    }

    private static void writeCollectRequest(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readCollectRequest(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "CollectRequest", 0x2L);
            }
        }
        return value;
    }

    private static void writeCollectResponse(WireWriter out, List<String> value) {
        if (value != null) {
            int index = 0;
            for (String element : value) {
                if (element == null) {
                    throw WireException.nullAt("Feed.collect()[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
    }

    private static List<String> readCollectResponse(WireReader in) {
        List<String> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value.add(in.readString());
                default -> in.skip(tag, "CollectResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writePairsRequest(WireWriter out, Integer value) {
        if (value != null) {
            out.writeInt32(1, value);
        }
    }

    private static Integer readPairsRequest(WireReader in) {
        Integer value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "PairsRequest", 0x2L);
            }
        }
        return value;
    }

    private static void writePairsResponse(WireWriter out, List<Integer> value) {
        if (value != null && !value.isEmpty()) {
            int start = out.begin(1);
            int index = 0;
            for (Integer element : value) {
                if (element == null) {
                    throw WireException.nullAt("Feed.pairs()[" + index + "]");
                }
                index++;
                out.writeInt32(element);
            }
            out.end(start);
        }
    }

    private static List<Integer> readPairsResponse(WireReader in) {
        List<Integer> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        value.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 8 -> value.add(in.readInt32());
                default -> in.skip(tag, "PairsResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writeRiskyResponse(WireWriter out, int value) {
        if (value != 0) {
            out.writeInt32(1, value);
        }
    }

    private static int readRiskyResponse(WireReader in) {
        int value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> value = in.readInt32();
                default -> in.skip(tag, "RiskyResponse", 0x2L);
            }
        }
        return value;
    }

    private static boolean writeRiskyFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Gone gone) {
            int start = out.begin(1);
            writeGone(out, gone);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readRiskyFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readGone(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "RiskyFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static boolean writeRiskyLaterFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Gone gone) {
            int start = out.begin(1);
            writeGone(out, gone);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readRiskyLaterFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readGone(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "RiskyLaterFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static boolean writePulledFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Gone gone) {
            int start = out.begin(1);
            writeGone(out, gone);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readPulledFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readGone(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PulledFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static boolean writePushedFailure(WireWriter out, Throwable thrown) {
        if (thrown instanceof Gone gone) {
            int start = out.begin(1);
            writeGone(out, gone);
            out.end(start);
            return true;
        }
        return false;
    }

    private static Throwable readPushedFailure(WireReader in) {
        Throwable thrown = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    thrown = readGone(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PushedFailure", 0x2L);
            }
        }
        return thrown;
    }

    private static void writeTick(WireWriter out, Tick value) {
        String symbol = value.symbol();
        if (symbol != null) {
            out.writeString(1, symbol);
        }
        long at = value.at();
        if (at != 0) {
            out.writeInt64(2, at);
        }
    }

    private static Tick readTick(WireReader in) {
        String symbol = null;
        long at = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> symbol = in.readString();
                case 16 -> at = in.readInt64();
                default -> in.skip(tag, "Tick", 0x6L);
            }
        }
        return new Tick(symbol, at);
    }

    private static void writeGone(WireWriter out, Gone value) {
        String where = value.where();
        if (where != null) {
            out.writeString(1, where);
        }
    }

    private static Gone readGone(WireReader in) {
        String where = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> where = in.readString();
                default -> in.skip(tag, "Gone", 0x2L);
            }
        }
        return new Gone(where);
    }
}
