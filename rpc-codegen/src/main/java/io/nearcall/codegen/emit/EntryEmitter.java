package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Service;
import java.util.stream.Stream;

/** Writes the codec of one kind of map entry. */
final class EntryEmitter {
    private final Service service;
    private final Code code;
    private final Helpers helpers;

    EntryEmitter(Service service, Code code, Helpers helpers) {
        this.service = service;
        this.code = code;
        this.helpers = helpers;
    }

    void emit(Message.Entry entry) {
        String name = service.name(entry);
        FieldWriter writer = new FieldWriter(service, code, helpers);
        code.gap()
                .add(
                        "private static void write%s($io.nearcall.wire.WireWriter out, %s key, %s value) {",
                        name, entry.keyShape().type(), entry.valueShape().type());
        part(writer, entry, true);
        part(writer, entry, false);
        code.add("}");
        FieldReader reader = new FieldReader(service, code, helpers, new Locals());
        String path = entry.type().toString();
        code.gap().add("private static void read%s($io.nearcall.wire.WireReader in, %s entries) {", name, entry.type());
        reader.declarePart(entry.keyShape(), "key");
        reader.declarePart(entry.valueShape(), "value");
        code.add("for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {").add("switch (tag) {");
        reader.single(entry.keyShape(), 1, value -> "key = " + value + ";");
        reader.single(entry.valueShape(), 2, value -> "value = " + value + ";");
        code.add("default -> %s;", CodecEmitter.skipped(name, Stream.of(1, 2)))
                .add("}")
                .add("}");
        code.add(
                "entries.put(%s, %s);",
                reader.missing(entry.keyShape(), "key", path), reader.missing(entry.valueShape(), "value", path));
        code.add("}");
    }

    /** Where both are nested messages, each is in a block: both have a variable {@code start}. */
    private void part(FieldWriter writer, Message.Entry entry, boolean isKey) {
        var shape = isKey ? entry.keyShape() : entry.valueShape();
        boolean block = FieldReader.isNested(entry.keyShape()) && FieldReader.isNested(entry.valueShape());
        if (block) {
            code.add("{");
        }
        writer.value(shape, isKey ? 1 : 2, isKey ? "key" : "value", entry.type() + (isKey ? "[key]" : "[]"));
        if (block) {
            code.add("}");
        }
    }
}
