package cases.beans;

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
import javax.annotation.processing.Generated;

/**
 * The binding of {@link Registry}: the client half, the server half, and the codecs of both.
 *
 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
 */
@Generated("io.nearcall.codegen.RemoteServiceProcessor")
public final class RegistryBinding implements ServiceBinding<Registry> {
    /** The only instance. */
    public static final RegistryBinding INSTANCE = new RegistryBinding();

    private static final MethodInfo SAVE = new MethodInfo(
            "cases.beans.registry.Registry/Save", MethodInfo.Kind.UNARY, false);
    private static final MethodInfo ALL = new MethodInfo(
            "cases.beans.registry.Registry/All", MethodInfo.Kind.UNARY, false);

    private static final List<MethodInfo> METHODS = List.of(SAVE, ALL);

    private RegistryBinding() {}

    @Override
    public Class<Registry> type() {
        return Registry.class;
    }

    @Override
    public String name() {
        return "cases.beans.registry.Registry";
    }

    @Override
    public List<MethodInfo> methods() {
        return METHODS;
    }

    @Override
    public Registry stub(Caller caller) {
        return new Stub(caller);
    }

    @Override
    public void dispatch(Registry service, int index, InboundCall call) {
        switch (index) {
            case 0 -> dispatchSave(service, call);
            case 1 -> dispatchAll(service, call);
            default -> throw new IndexOutOfBoundsException("no method " + index);
        }
    }

    private static void dispatchSave(Registry service, InboundCall call) {
        Person person = readPerson(call.request());
        Person reply = service.save(person);
        if (reply == null) {
            throw Replies.noReply(call.fullMethod());
        }
        writePerson(call.reply(), reply);
        call.complete();
    }

    private static void dispatchAll(Registry service, InboundCall call) {
        Box<String> filter = readBoxString(call.request());
        List<Person> reply = service.all(filter);
        writeAllResponse(call.reply(), reply);
        call.complete();
    }

    /** The client half: each method is a call. */
    private static final class Stub implements Registry {
        private final Caller caller;

        Stub(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Person save(Person person) {
            Objects.requireNonNull(
                    person, "cases.beans.registry.Registry/Save: person is null; a request needs a value");
            try (OutboundCall call = caller.newCall(SAVE)) {
                writePerson(call.request(), person);
                return readPerson(call.invoke());
            } catch (RpcException e) {
                throw SAVE.named(e);
            }
        }

        @Override
        public List<Person> all(Box<String> filter) {
            Objects.requireNonNull(
                    filter, "cases.beans.registry.Registry/All: filter is null; a request needs a value");
            try (OutboundCall call = caller.newCall(ALL)) {
                writeBoxString(call.request(), filter);
                return readAllResponse(call.invoke());
            } catch (RpcException e) {
                throw ALL.named(e);
            }
        }
    }

    private static void writeAllResponse(WireWriter out, List<Person> value) {
        if (value != null) {
            int index = 0;
            for (Person element : value) {
                if (element == null) {
                    throw WireException.nullAt("Registry.all()[" + index + "]");
                }
                index++;
                int start = out.begin(1);
                writePerson(out, element);
                out.end(start);
            }
        }
    }

    private static List<Person> readAllResponse(WireReader in) {
        List<Person> value = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> {
                    int outer = in.enter();
                    value.add(readPerson(in));
                    in.leave(outer);
                }
                default -> in.skip(tag, "AllResponse", 0x2L);
            }
        }
        return value;
    }

    private static void writePerson(WireWriter out, Person value) {
        long id = value.getId();
        if (id != 0) {
            out.writeInt64(1, id);
        }
        String name = value.getName();
        if (name != null) {
            out.writeString(2, name);
        }
        boolean active = value.isActive();
        if (active) {
            out.writeBool(3, active);
        }
        List<String> tags = value.getTags();
        if (tags != null) {
            int index = 0;
            for (String element : tags) {
                if (element == null) {
                    throw WireException.nullAt("Person.tags[" + index + "]");
                }
                index++;
                out.writeString(4, element);
            }
        }
        Person friend = value.getFriend();
        if (friend != null) {
            int start = out.begin(5);
            writePerson(out, friend);
            out.end(start);
        }
        String URL_ = value.getURL();
        if (URL_ != null) {
            out.writeString(10, URL_);
        }
    }

    private static Person readPerson(WireReader in) {
        long id = 0;
        String name = null;
        boolean active = false;
        List<String> tags = new ArrayList<>();
        Person friend = null;
        String URL_ = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> id = in.readInt64();
                case 18 -> name = in.readString();
                case 24 -> active = in.readBool();
                case 34 -> tags.add(in.readString());
                case 42 -> {
                    int outer = in.enter();
                    friend = readPerson(in);
                    in.leave(outer);
                }
                case 82 -> URL_ = in.readString();
                default -> in.skip(tag, "Person", 0x43eL);
            }
        }
        Person bean = new Person();
        bean.setId(id);
        bean.setName(name);
        bean.setActive(active);
        bean.setTags(tags);
        bean.setFriend(friend);
        bean.setURL(URL_);
        return bean;
    }

    private static void writeBoxString(WireWriter out, Box<String> value) {
        String content = value.getContent();
        if (content != null) {
            out.writeString(1, content);
        }
    }

    private static Box<String> readBoxString(WireReader in) {
        String content = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> content = in.readString();
                default -> in.skip(tag, "BoxString", 0x2L);
            }
        }
        Box<String> bean = new Box<>();
        bean.setContent(content);
        return bean;
    }
}
