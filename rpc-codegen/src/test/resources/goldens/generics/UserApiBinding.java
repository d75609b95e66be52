package cases.generics;

import io.nearcall.RpcException;
import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.Replies;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * The binding of {@link UserApi}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class UserApiBinding implements ServiceBinding<UserApi> {
    /** The only instance. */
    public static final UserApiBinding INSTANCE = new UserApiBinding();

    private static final MethodInfo LIST = new MethodInfo(
            "cases.generics.user_api.UserApi/List", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo FIND = new MethodInfo(
            "cases.generics.user_api.UserApi/Find", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo SAVE = new MethodInfo(
            "cases.generics.user_api.UserApi/Save", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo LATER = new MethodInfo(
            "cases.generics.user_api.UserApi/Later", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo NAMES = new MethodInfo(
            "cases.generics.user_api.UserApi/Names", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo NAME = new MethodInfo(
            "cases.generics.user_api.UserApi/Name", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(LIST, FIND, SAVE, LATER, NAMES, NAME);

    private UserApiBinding() {}

    @Override
    public Class<UserApi> type() {
        return UserApi.class;
    }

    @Override
    public String name() {
        return "cases.generics.user_api.UserApi";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public UserApi stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(UserApi service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchList(service, call);
            case 1 -> dispatchFind(service, call);
            case 2 -> dispatchSave(service, call);
            case 3 -> dispatchLater(service, call);
            case 4 -> dispatchNames(service, call);
            case 5 -> dispatchName(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchList(UserApi service, InboundCall call) {
        WireReader in = call.request();
        int page = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> page = in.readInt32();
                default -> in.skip(tag, "ListRequest", 0x2L);
            }
        }
        Page<User> reply = service.list(page);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePageUser(call.reply(), reply);
        call.complete();
    }

    private static void dispatchFind(UserApi service, InboundCall call) {
        WireReader in = call.request();
        Long key = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readInt64();
                default -> in.skip(tag, "FindRequest", 0x2L);
            }
        }
        User reply = service.find(key);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writeUser(call.reply(), reply);
        call.complete();
    }

    private static void dispatchSave(UserApi service, InboundCall call) {
        WireReader in = call.request();
        User value = null;
        List<User> more = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value = readUser(in);
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    more.add(readUser(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "SaveRequest", 0x6L);
            }
        }
        Pair<Long, List<User>> reply = service.save(value, more);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePairLongListOfUser(call.reply(), reply);
        call.complete();
    }

    private static void dispatchLater(UserApi service, InboundCall call) {
        WireReader in = call.request();
        Long key = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> key = in.readInt64();
                default -> in.skip(tag, "LaterRequest", 0x2L);
            }
        }
        Replies.whenDone(call, LATER, service.later(key), (out, reply) -> {
            if (reply == null) {
                throw Replies.noReply(LATER.fullName());
            }
            writeUser(out, reply);
        });
    }

    private static void dispatchNames(UserApi service, InboundCall call) {
        Page<Long> ids = readPageLong(call.request());
        Page<String> reply = service.names(ids);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePageString(call.reply(), reply);
        call.complete();
    }

    private static void dispatchName(UserApi service, InboundCall call) {
        String reply = service.name();
        writeNameResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements UserApi {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Page<User> list(int page) {
            try (OutboundCall call = caller.newCall(LIST)) {
                writeListRequest(call.request(), page);
                return readPageUser(call.invoke());
            } catch (RpcException e) {
                throw LIST.named(e);
            }
        }

        @Override
        public User find(Long key) {
            try (OutboundCall call = caller.newCall(FIND)) {
                writeFindRequest(call.request(), key);
                return readUser(call.invoke());
            } catch (RpcException e) {
                throw FIND.named(e);
            }
        }

        @Override
        public Pair<Long, List<User>> save(User value, List<User> more) {
            try (OutboundCall call = caller.newCall(SAVE)) {
                writeSaveRequest(call.request(), value, more);
                return readPairLongListOfUser(call.invoke());
            } catch (RpcException e) {
                throw SAVE.named(e);
            }
        }

        @Override
        public CompletableFuture<User> later(Long key) {
            try (OutboundCall call = caller.newCall(LATER)) {
                writeLaterRequest(call.request(), key);
                return call.invokeAsync(UserApiBinding::readUser);
            } catch (RpcException e) {
                return CompletableFuture.failedFuture(LATER.named(e));
            }
        }

        @Override
        public Page<String> names(Page<Long> ids) {
            Objects.requireNonNull(ids, "cases.generics.user_api.UserApi/Names: ids is null; a request needs a value");
            try (OutboundCall call = caller.newCall(NAMES)) {
                writePageLong(call.request(), ids);
                return readPageString(call.invoke());
            } catch (RpcException e) {
                throw NAMES.named(e);
            }
        }

        @Override
        public String name() {
            try (OutboundCall call = caller.newCall(NAME)) {
                return readNameResponse(call.invoke());
            } catch (RpcException e) {
                throw NAME.named(e);
            }
        }
    }

    private static void writeListRequest(WireWriter out, int page) {
        if (page != 0) {
            out.writeInt32(1, page);
        }
    }

    private static void writeFindRequest(WireWriter out, Long key) {
        if (key != null) {
            out.writeInt64(1, key);
        }
    }

    private static void writeSaveRequest(WireWriter out, User value, List<User> more) {
        if (value != null) {
            int start = out.begin(1);
            writeUser(out, value);
            out.end(start);
        }
        if (more != null) {
            int index = 0;
            for (User element : more) {
                if (element == null) {
                    throw WireException.nullAt("UserApi.save(more)[" + index + "]");
                }
                index++;
                int start = out.begin(2);
                writeUser(out, element);
                out.end(start);
            }
        }
    }

    private static void writeLaterRequest(WireWriter out, Long key) {
        if (key != null) {
            out.writeInt64(1, key);
        }
    }

    private static void writeNameResponse(WireWriter out, String value) {
        if (value != null) {
            out.writeString(1, value);
        }
    }

    private static String readNameResponse(WireReader in) {
        String value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> value = in.readString();
                default -> in.skip(tag, "NameResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writePageUser(WireWriter out, Page<User> value) {
        List<User> items = value.items();
        if (items != null) {
            int index = 0;
            for (User element : items) {
                if (element == null) {
                    throw WireException.nullAt("Page<User>.items[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writeUser(out, element);
                out.end(start);
            }
        }
        User first = value.first();
        if (first != null) {
            int start = out.begin(2);
            writeUser(out, first);
            out.end(start);
        }
        Page<User> next = value.next();
        if (next != null) {
            int start = out.begin(3);
            writePageUser(out, next);
            out.end(start);
        }
    }

    private static Page<User> readPageUser(WireReader in) {
        List<User> items = new ArrayList<>();
        User first = null;
        Page<User> next = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    items.add(readUser(in));
                    in.leave(outer);
                }
                case 18 -> {
                    int outer = in.enter();
                    first = readUser(in);
                    in.leave(outer);
                }
                case 26 -> {
                    int outer = in.enter();
                    next = readPageUser(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PageUser", 0xeL);
            }
        }
        return new Page<>(items, first, next);
    }

    private static void writeUser(WireWriter out, User value) {
        String name = value.name();
        if (name != null) {
            out.writeString(1, name);
        }
    }

    private static User readUser(WireReader in) {
        String name = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                default -> in.skip(tag, "User", 0x2L);
            }
        }
        return new User(name);
    }

    private static void writePairLongListOfUser(WireWriter out, Pair<Long, List<User>> value) {
        Long left = value.left();
        if (left != null) {
            out.writeInt64(1, left);
        }
        List<User> right = value.right();
        if (right != null) {
            int index = 0;
            for (User element : right) {
                if (element == null) {
                    throw WireException.nullAt("Pair<Long, List<User>>.right[" + index + "]");
                }
                index++;
                int start = out.begin(2);
                writeUser(out, element);
                out.end(start);
            }
        }
    }

    private static Pair<Long, List<User>> readPairLongListOfUser(WireReader in) {
        Long left = null;
        List<User> right = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> left = in.readInt64();
                case 18 -> {
                    int outer = in.enter();
                    right.add(readUser(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "PairLongListOfUser", 0x6L);
            }
        }
        return new Pair<>(left, right);
    }

    private static void writePageString(WireWriter out, Page<String> value) {
        List<String> items = value.items();
        if (items != null) {
            int index = 0;
            for (String element : items) {
                if (element == null) {
                    throw WireException.nullAt("Page<String>.items[" + index + "]");
                }
                index++;
                out.writeString(1, element);
            }
        }
        String first = value.first();
        if (first != null) {
            out.writeString(2, first);
        }
        Page<String> next = value.next();
        if (next != null) {
            int start = out.begin(3);
            writePageString(out, next);
            out.end(start);
        }
    }

    private static Page<String> readPageString(WireReader in) {
        List<String> items = new ArrayList<>();
        String first = null;
        Page<String> next = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> items.add(in.readString());
                case 18 -> first = in.readString();
                case 26 -> {
                    int outer = in.enter();
                    next = readPageString(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PageString", 0xeL);
            }
        }
        return new Page<>(items, first, next);
    }

    private static void writePageLong(WireWriter out, Page<Long> value) {
        List<Long> items = value.items();
        if (items != null && !items.isEmpty()) {
            int start = out.begin(1);
            int index = 0;
            for (Long element : items) {
                if (element == null) {
                    throw WireException.nullAt("Page<Long>.items[" + index + "]");
                }
                index++;
                out.writeInt64(element);
            }
            out.end(start);
        }
        Long first = value.first();
        if (first != null) {
            out.writeInt64(2, first);
        }
        Page<Long> next = value.next();
        if (next != null) {
            int start = out.begin(3);
            writePageLong(out, next);
            out.end(start);
        }
    }

    private static Page<Long> readPageLong(WireReader in) {
        List<Long> items = new ArrayList<>();
        Long first = null;
        Page<Long> next = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        items.add(in.readInt64());
                    }
                    in.leave(outer);
                }
                case 8 -> items.add(in.readInt64());
                case 16 -> first = in.readInt64();
                case 26 -> {
                    int outer = in.enter();
                    next = readPageLong(in);
                    in.leave(outer);
                }
                default -> in.skip(tag, "PageLong", 0xeL);
            }
        }
        return new Page<>(items, first, next);
    }
}
