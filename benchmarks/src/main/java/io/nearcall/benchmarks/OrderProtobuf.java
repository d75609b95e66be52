package io.nearcall.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.nearcall.benchmarks.Order.Item;
import io.nearcall.benchmarks.Order.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's messages by protobuf-java's coded streams, in the shape that protoc emits. */
final class OrderProtobuf {
    private OrderProtobuf() {}

    static int size(Person person) {
        int size = 0;
        if (person.name() != null) {
            size += CodedOutputStream.computeStringSize(1, person.name());
        }
        if (person.age() != 0) {
            size += CodedOutputStream.computeInt32Size(2, person.age());
        }
        return size;
    }

    static void write(CodedOutputStream out, Person person) throws IOException {
        if (person.name() != null) {
            out.writeString(1, person.name());
        }
        if (person.age() != 0) {
            out.writeInt32(2, person.age());
        }
    }

    static Person readPerson(CodedInputStream in) throws IOException {
        String name = null;
        int age = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readStringRequireUtf8();
                case 16 -> age = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        return new Person(name, age);
    }

    /** The packed field's length is needed twice; {@code packed} keeps it, as protoc's memoized size does. */
    static int size(Order order, int[] packed) {
        int size = 0;
        if (order.id() != 0) {
            size += CodedOutputStream.computeInt64Size(1, order.id());
        }
        if (order.customer() != null) {
            size += CodedOutputStream.computeStringSize(2, order.customer());
        }
        if (order.street() != null) {
            size += CodedOutputStream.computeStringSize(3, order.street());
        }
        if (order.city() != null) {
            size += CodedOutputStream.computeStringSize(4, order.city());
        }
        if (order.country() != null) {
            size += CodedOutputStream.computeStringSize(5, order.country());
        }
        if (order.status() != 0) {
            size += CodedOutputStream.computeInt32Size(6, order.status());
        }
        if (order.paid()) {
            size += CodedOutputStream.computeBoolSize(7, true);
        }
        if (order.gift()) {
            size += CodedOutputStream.computeBoolSize(8, true);
        }
        if (order.createdSeconds() != 0) {
            size += CodedOutputStream.computeInt64Size(9, order.createdSeconds());
        }
        if (order.createdNanos() != 0) {
            size += CodedOutputStream.computeInt32Size(10, order.createdNanos());
        }
        if (order.total() != 0) {
            size += CodedOutputStream.computeDoubleSize(11, order.total());
        }
        if (order.discount() != 0) {
            size += CodedOutputStream.computeDoubleSize(12, order.discount());
        }
        if (order.weight() != 0) {
            size += CodedOutputStream.computeFloatSize(13, order.weight());
        }
        if (order.priority() != 0) {
            size += CodedOutputStream.computeInt32Size(14, order.priority());
        }
        if (order.warehouse() != 0) {
            size += CodedOutputStream.computeInt64Size(15, order.warehouse());
        }
        if (order.signature() != null) {
            size += CodedOutputStream.computeByteArraySize(16, order.signature());
        }
        int parcels = 0;
        for (int parcel : order.parcels()) {
            parcels += CodedOutputStream.computeInt32SizeNoTag(parcel);
        }
        packed[0] = parcels;
        if (parcels != 0) {
            size += 2 + CodedOutputStream.computeUInt32SizeNoTag(parcels) + parcels;
        }
        for (String label : order.labels()) {
            size += CodedOutputStream.computeStringSize(18, label);
        }
        for (Item item : order.items()) {
            int nested = size(item);
            size += 2 + CodedOutputStream.computeUInt32SizeNoTag(nested) + nested;
        }
        if (order.note() != null) {
            size += CodedOutputStream.computeStringSize(20, order.note());
        }
        return size;
    }

    static void write(CodedOutputStream out, Order order, int[] packed) throws IOException {
        if (order.id() != 0) {
            out.writeInt64(1, order.id());
        }
        if (order.customer() != null) {
            out.writeString(2, order.customer());
        }
        if (order.street() != null) {
            out.writeString(3, order.street());
        }
        if (order.city() != null) {
            out.writeString(4, order.city());
        }
        if (order.country() != null) {
            out.writeString(5, order.country());
        }
        if (order.status() != 0) {
            out.writeInt32(6, order.status());
        }
        if (order.paid()) {
            out.writeBool(7, true);
        }
        if (order.gift()) {
            out.writeBool(8, true);
        }
        if (order.createdSeconds() != 0) {
            out.writeInt64(9, order.createdSeconds());
        }
        if (order.createdNanos() != 0) {
            out.writeInt32(10, order.createdNanos());
        }
        if (order.total() != 0) {
            out.writeDouble(11, order.total());
        }
        if (order.discount() != 0) {
            out.writeDouble(12, order.discount());
        }
        if (order.weight() != 0) {
            out.writeFloat(13, order.weight());
        }
        if (order.priority() != 0) {
            out.writeInt32(14, order.priority());
        }
        if (order.warehouse() != 0) {
            out.writeInt64(15, order.warehouse());
        }
        if (order.signature() != null) {
            out.writeByteArray(16, order.signature());
        }
        if (packed[0] != 0) {
            out.writeUInt32NoTag(17 << 3 | 2);
            out.writeUInt32NoTag(packed[0]);
            for (int parcel : order.parcels()) {
                out.writeInt32NoTag(parcel);
            }
        }
        for (String label : order.labels()) {
            out.writeString(18, label);
        }
        for (Item item : order.items()) {
            out.writeUInt32NoTag(19 << 3 | 2);
            out.writeUInt32NoTag(size(item));
            write(out, item);
        }
        if (order.note() != null) {
            out.writeString(20, order.note());
        }
    }

    static Order readOrder(CodedInputStream in) throws IOException {
        long id = 0;
        String customer = null;
        String street = null;
        String city = null;
        String country = null;
        int status = 0;
        boolean paid = false;
        boolean gift = false;
        long createdSeconds = 0;
        int createdNanos = 0;
        double total = 0;
        double discount = 0;
        float weight = 0;
        int priority = 0;
        long warehouse = 0;
        byte[] signature = null;
        List<Integer> parcels = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        String note = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 8 -> id = in.readInt64();
                case 18 -> customer = in.readStringRequireUtf8();
                case 26 -> street = in.readStringRequireUtf8();
                case 34 -> city = in.readStringRequireUtf8();
                case 42 -> country = in.readStringRequireUtf8();
                case 48 -> status = in.readInt32();
                case 56 -> paid = in.readBool();
                case 64 -> gift = in.readBool();
                case 72 -> createdSeconds = in.readInt64();
                case 80 -> createdNanos = in.readInt32();
                case 89 -> total = in.readDouble();
                case 97 -> discount = in.readDouble();
                case 109 -> weight = in.readFloat();
                case 112 -> priority = in.readInt32();
                case 120 -> warehouse = in.readInt64();
                case 130 -> signature = in.readByteArray();
                case 136 -> parcels.add(in.readInt32());
                case 138 -> {
                    int outer = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        parcels.add(in.readInt32());
                    }
                    in.popLimit(outer);
                }
                case 146 -> labels.add(in.readStringRequireUtf8());
                case 154 -> {
                    int outer = in.pushLimit(in.readRawVarint32());
                    items.add(readItem(in));
                    in.popLimit(outer);
                }
                case 162 -> note = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        return new Order(
                id,
                customer,
                street,
                city,
                country,
                status,
                paid,
                gift,
                createdSeconds,
                createdNanos,
                total,
                discount,
                weight,
                priority,
                warehouse,
                signature,
                parcels,
                labels,
                items,
                note);
    }

    private static int size(Item item) {
        int size = 0;
        if (item.sku() != null) {
            size += CodedOutputStream.computeStringSize(1, item.sku());
        }
        if (item.quantity() != 0) {
            size += CodedOutputStream.computeInt32Size(2, item.quantity());
        }
        if (item.price() != 0) {
            size += CodedOutputStream.computeDoubleSize(3, item.price());
        }
        if (item.batch() != 0) {
            size += CodedOutputStream.computeInt64Size(4, item.batch());
        }
        return size;
    }

    private static void write(CodedOutputStream out, Item item) throws IOException {
        if (item.sku() != null) {
            out.writeString(1, item.sku());
        }
        if (item.quantity() != 0) {
            out.writeInt32(2, item.quantity());
        }
        if (item.price() != 0) {
            out.writeDouble(3, item.price());
        }
        if (item.batch() != 0) {
            out.writeInt64(4, item.batch());
        }
    }

    private static Item readItem(CodedInputStream in) throws IOException {
        String sku = null;
        int quantity = 0;
        double price = 0;
        long batch = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> sku = in.readStringRequireUtf8();
                case 16 -> quantity = in.readInt32();
                case 25 -> price = in.readDouble();
                case 32 -> batch = in.readInt64();
                default -> in.skipField(tag);
            }
        }
        return new Item(sku, quantity, price, batch);
    }
}
