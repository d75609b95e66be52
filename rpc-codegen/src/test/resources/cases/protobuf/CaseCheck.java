package cases.protobuf;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.util.List;
import java.util.Map;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Relay> loop = Loopback.to(RelayBinding.INSTANCE, new Relay() {
            @Override
            public Timestamp later(Timestamp when) {
                return when.toBuilder().setSeconds(when.getSeconds() + 1).build();
            }

            @Override
            public Envelope wrap(Envelope envelope) {
                return envelope;
            }

            @Override
            public FileDescriptorProto describe(StringValue name) {
                return FileDescriptorProto.newBuilder().setName(name.getValue()).build();
            }
        });
        Relay relay = loop.stub();
        Timestamp one = Timestamp.newBuilder().setSeconds(1).build();
        Check.same(2L, relay.later(one).getSeconds());
        Check.same(one.toByteString(), com.google.protobuf.ByteString.copyFrom(loop.request()));
        Check.same("f", relay.describe(StringValue.of("f")).getName());
        Relay.Envelope none = new Relay.Envelope(null, List.of(), Map.of(), null);
        Check.same(none, relay.wrap(none));
        Relay.Envelope full = new Relay.Envelope(
                one,
                List.of(StringValue.of(""), StringValue.of("x".repeat(300))),
                Map.of("a", Any.pack(one)),
                FileDescriptorProto.getDefaultInstance());
        Check.same(full, relay.wrap(full));
        WireWriter broken = new WireWriter(100);
        int start = broken.begin(1);
        broken.writeInt32(0x7f);
        broken.end(start);
        Check.fails(WireException.class, "Timestamp: ", () -> loop.send("Wrap", broken.toByteArray()));
    }
}
