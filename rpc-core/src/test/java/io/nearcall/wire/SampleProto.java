package io.nearcall.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/** {@link Sample} as protobuf-java sees it. */
final class SampleProto {
    private static final Descriptor TYPE = describe();

    private SampleProto() {}

    static byte[] encode(Sample sample) {
        return toProto(sample).toByteArray();
    }

    static Sample decode(byte[] bytes) throws InvalidProtocolBufferException {
        return fromProto(DynamicMessage.parseFrom(TYPE, bytes));
    }

    private static DynamicMessage toProto(Sample sample) {
        DynamicMessage.Builder to = DynamicMessage.newBuilder(TYPE);
        if (sample.int32() != 0) {
            to.setField(field(1), sample.int32());
        }
        if (sample.int64() != 0) {
            to.setField(field(2), sample.int64());
        }
        if (sample.flag()) {
            to.setField(field(3), true);
        }
        if (Float.floatToRawIntBits(sample.single()) != 0) {
            to.setField(field(4), sample.single());
        }
        if (Double.doubleToRawLongBits(sample.twice()) != 0) {
            to.setField(field(5), sample.twice());
        }
        if (sample.fixed32() != 0) {
            to.setField(field(6), sample.fixed32());
        }
        if (sample.fixed64() != 0) {
            to.setField(field(7), sample.fixed64());
        }
        if (!sample.text().isEmpty()) {
            to.setField(field(8), sample.text());
        }
        if (sample.data().hasRemaining()) {
            to.setField(field(9), ByteString.copyFrom(sample.data().duplicate()));
        }
        to.setField(field(16), sample.ints());
        to.setField(field(2047), sample.longs());
        to.setField(field(2048), sample.doubles());
        to.setField(field(300_000), sample.flags());
        to.setField(field(50_000_000), sample.texts());
        for (Sample child : sample.children()) {
            to.addRepeatedField(field(536_870_911), toProto(child));
        }
        return to.build();
    }

    private static Sample fromProto(DynamicMessage from) {
        List<Sample> children = new ArrayList<>();
        for (Object child : (List<?>) from.getField(field(536_870_911))) {
            children.add(fromProto((DynamicMessage) child));
        }
        return new Sample(
                (Integer) from.getField(field(1)),
                (Long) from.getField(field(2)),
                (Boolean) from.getField(field(3)),
                (Float) from.getField(field(4)),
                (Double) from.getField(field(5)),
                (Integer) from.getField(field(6)),
                (Long) from.getField(field(7)),
                (String) from.getField(field(8)),
                ((ByteString) from.getField(field(9))).asReadOnlyByteBuffer(),
                list(from, 16),
                list(from, 2047),
                list(from, 2048),
                list(from, 300_000),
                list(from, 50_000_000),
                children);
    }

    @SuppressWarnings("unchecked") // the descriptor says which type
    private static <T> List<T> list(DynamicMessage from, int number) {
        return (List<T>) from.getField(field(number));
    }

    private static FieldDescriptor field(int number) {
        return TYPE.findFieldByNumber(number);
    }

    private static Descriptor describe() {
        DescriptorProto message = DescriptorProto.newBuilder()
                .setName("Sample")
                .addField(field("int32", 1, FieldDescriptorProto.Type.TYPE_INT32))
                .addField(field("int64", 2, FieldDescriptorProto.Type.TYPE_INT64))
                .addField(field("flag", 3, FieldDescriptorProto.Type.TYPE_BOOL))
                .addField(field("single", 4, FieldDescriptorProto.Type.TYPE_FLOAT))
                .addField(field("twice", 5, FieldDescriptorProto.Type.TYPE_DOUBLE))
                .addField(field("fixed32", 6, FieldDescriptorProto.Type.TYPE_SFIXED32))
                .addField(field("fixed64", 7, FieldDescriptorProto.Type.TYPE_SFIXED64))
                .addField(field("text", 8, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("data", 9, FieldDescriptorProto.Type.TYPE_BYTES))
                .addField(field("ints", 16, FieldDescriptorProto.Type.TYPE_INT32)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .addField(field("longs", 2047, FieldDescriptorProto.Type.TYPE_INT64)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .addField(field("doubles", 2048, FieldDescriptorProto.Type.TYPE_DOUBLE)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .addField(field("flags", 300_000, FieldDescriptorProto.Type.TYPE_BOOL)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .addField(field("texts", 50_000_000, FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .addField(field("children", 536_870_911, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".Sample")
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("sample.proto")
                .setSyntax("proto3")
                .addMessageType(message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Sample");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
