package io.nearcall.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a {@code .proto} that our processor has written, in the part of the language that it writes. */
final class ProtoFile {
    private static final Pattern TOKEN = Pattern.compile("//[^\\n]*|\"[^\"]*\"|[\\w.]+|[^\\s\\w]");

    private static final Map<String, FileDescriptor> IMPORTS = Stream.of(
                    AnyProto.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toMap(FileDescriptor::getName, Function.identity()));

    private final List<String> tokens = new ArrayList<>();
    private final Set<String> enums = new HashSet<>();
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    private int at;

    private ProtoFile(String name, String text) {
        file.setName(name).setSyntax("proto3");
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().startsWith("//")) {
                tokens.add(matcher.group());
            }
        }
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).equals("enum") && tokens.get(i + 2).equals("{")) {
                enums.add(tokens.get(i + 1));
            }
        }
    }

    /**
     * The descriptor of a file.
     *
     * @throws IllegalArgumentException for a text that our processor does not write
     */
    static FileDescriptor parse(String name, String text) {
        try {
            FileDescriptorProto read = new ProtoFile(name, text).read();
            FileDescriptor[] imports =
                    read.getDependencyList().stream().map(IMPORTS::get).toArray(FileDescriptor[]::new);
            return FileDescriptor.buildFrom(read, imports);
        } catch (DescriptorValidationException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private FileDescriptorProto read() {
        while (at < tokens.size()) {
            String word = next();
            switch (word) {
                case "syntax" -> skipTo(";");
                case "package" -> {
                    file.setPackage(next());
                    take(";");
                }
                case "import" -> {
                    file.addDependency(unquoted(next()));
                    take(";");
                }
                case "service" -> file.addService(service());
                case "message" -> file.addMessageType(message());
                case "enum" -> file.addEnumType(enumeration());
                default -> throw unexpected(word);
            }
        }
        return file.build();
    }

    // ---- services

    private ServiceDescriptorProto service() {
        ServiceDescriptorProto.Builder service =
                ServiceDescriptorProto.newBuilder().setName(next());
        take("{");
        while (!tryTake("}")) {
            if (tryTake("option")) {
                skipTo(";");
                service.getOptionsBuilder().setDeprecated(true);
            } else {
                take("rpc");
                service.addMethod(method());
            }
        }
        return service.build();
    }

    private MethodDescriptorProto method() {
        MethodDescriptorProto.Builder method =
                MethodDescriptorProto.newBuilder().setName(next());
        take("(");
        if (tryTake("stream")) {
            method.setClientStreaming(true);
        }
        method.setInputType(fullName(next()));
        take(")");
        take("returns");
        take("(");
        if (tryTake("stream")) {
            method.setServerStreaming(true);
        }
        method.setOutputType(fullName(next()));
        take(")");
        if (tryTake(";")) {
            return method.build();
        }
        take("{");
        while (!tryTake("}")) {
            take("option");
            if (next().equals("deprecated")) {
                method.getOptionsBuilder().setDeprecated(true);
            } else {
                method.getOptionsBuilder().setIdempotencyLevel(IdempotencyLevel.IDEMPOTENT);
            }
            skipTo(";");
        }
        return method.build();
    }

    // ---- messages

    private DescriptorProto message() {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(next());
        take("{");
        while (!tryTake("}")) {
            if (isNext("option", "deprecated")) {
                skipTo(";");
                message.getOptionsBuilder().setDeprecated(true);
            } else if (tryTake("reserved")) {
                reserved(
                        number -> message.addReservedRangeBuilder()
                                .setStart(number)
                                .setEnd(number + 1),
                        message::addReservedName);
            } else if (tryTake("oneof")) {
                oneOf(message);
            } else if (tryTake("map")) {
                map(message);
            } else {
                field(message);
            }
        }
        nameSyntheticOneofs(message);
        return message.build();
    }

    private void oneOf(DescriptorProto.Builder message) {
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(next()));
        take("{");
        while (!tryTake("}")) {
            message.addField(single(next()).setOneofIndex(index));
        }
    }

    private void field(DescriptorProto.Builder message) {
        if (tryTake("repeated")) {
            message.addField(single(next()).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED));
        } else if (tryTake("optional")) {
            message.addField(single(next()).setProto3Optional(true));
        } else {
            message.addField(single(next()));
        }
    }

    private void map(DescriptorProto.Builder message) {
        take("<");
        String key = next();
        take(",");
        String value = next();
        take(">");
        int before = at;
        String name = camel(next()) + "Entry";
        at = before;
        DescriptorProto.Builder entry = DescriptorProto.newBuilder().setName(name);
        entry.getOptionsBuilder().setMapEntry(true);
        entry.addField(typed(key).setName("key").setNumber(1));
        entry.addField(typed(value).setName("value").setNumber(2));
        message.addNestedType(entry);
        FieldDescriptorProto.Builder field =
                rest(FieldDescriptorProto.newBuilder().setType(FieldDescriptorProto.Type.TYPE_MESSAGE));
        message.addField(field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                .setTypeName(fullName(message.getName()) + "." + name));
    }

    private FieldDescriptorProto.Builder single(String type) {
        return rest(typed(type));
    }

    private FieldDescriptorProto.Builder typed(String type) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        String scalar = "TYPE_" + type.toUpperCase(Locale.ROOT);
        for (FieldDescriptorProto.Type each : FieldDescriptorProto.Type.values()) {
            if (each.name().equals(scalar) && !enums.contains(type) && type.equals(type.toLowerCase(Locale.ROOT))) {
                return field.setType(each);
            }
        }
        return field.setType(
                        enums.contains(type)
                                ? FieldDescriptorProto.Type.TYPE_ENUM
                                : FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(fullName(type));
    }

    /** Name, number and options of a field. */
    private FieldDescriptorProto.Builder rest(FieldDescriptorProto.Builder field) {
        field.setName(next());
        take("=");
        field.setNumber(Integer.parseInt(next()));
        if (tryTake("[")) {
            skipTo("]");
            field.getOptionsBuilder().setDeprecated(true);
        }
        take(";");
        return field;
    }

    /** Each optional field is the only one of a oneof, behind those that were written. */
    private static void nameSyntheticOneofs(DescriptorProto.Builder message) {
        for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                field.setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            }
        }
    }

    private EnumDescriptorProto enumeration() {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(next());
        take("{");
        while (!tryTake("}")) {
            if (isNext("option", "deprecated")) {
                skipTo(";");
                type.getOptionsBuilder().setDeprecated(true);
                continue;
            }
            if (tryTake("reserved")) {
                reserved(
                        number ->
                                type.addReservedRangeBuilder().setStart(number).setEnd(number),
                        type::addReservedName);
                continue;
            }
            var constant = type.addValueBuilder().setName(next());
            take("=");
            constant.setNumber(tryTake("-") ? -Integer.parseInt(next()) : Integer.parseInt(next()));
            if (tryTake("[")) {
                skipTo("]");
                constant.getOptionsBuilder().setDeprecated(true);
            }
            take(";");
        }
        return type.build();
    }

    private void reserved(IntConsumer number, Consumer<String> name) {
        do {
            String word = next();
            if (word.startsWith("\"")) {
                name.accept(unquoted(word));
            } else {
                number.accept(Integer.parseInt(word));
            }
        } while (tryTake(","));
        take(";");
    }

    // ---- words

    private String fullName(String name) {
        if (name.startsWith(".")) {
            return name;
        }
        return name.startsWith("google.protobuf.") || file.getPackage().isEmpty()
                ? "." + name
                : "." + file.getPackage() + "." + name;
    }

    /** As protoc names the entries of a map. */
    private static String camel(String snake) {
        return Stream.of(snake.split("_"))
                .filter(part -> !part.isEmpty())
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    private String next() {
        return tokens.get(at++);
    }

    private void take(String wanted) {
        String word = next();
        if (!word.equals(wanted)) {
            throw unexpected(word);
        }
    }

    private boolean tryTake(String wanted) {
        boolean there = tokens.get(at).equals(wanted);
        at += there ? 1 : 0;
        return there;
    }

    private boolean isNext(String first, String second) {
        return tokens.get(at).equals(first) && tokens.get(at + 1).equals(second);
    }

    private void skipTo(String last) {
        while (!next().equals(last)) {
            // on
        }
    }

    private IllegalArgumentException unexpected(String word) {
        return new IllegalArgumentException(file.getName() + ": '" + word + "' is unexpected here");
    }
}
