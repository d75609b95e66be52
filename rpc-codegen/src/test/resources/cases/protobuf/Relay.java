package cases.protobuf;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import io.nearcall.RemoteService;
import java.util.List;
import java.util.Map;

@RemoteService
public interface Relay {
    Timestamp later(Timestamp when);

    Envelope wrap(Envelope envelope);

    FileDescriptorProto describe(StringValue name);

    record Envelope(Timestamp when, List<StringValue> texts, Map<String, Any> more, FileDescriptorProto file) {}
}
