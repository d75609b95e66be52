package io.nearcall.benchmarks;

import io.nearcall.benchmarks.Order.Item;
import io.nearcall.benchmarks.Order.Person;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's messages by our own codec, in the shape that the annotation processor emits. */
final class OrderCodec {
    private OrderCodec() {}

    static void write(WireWriter out, Person person) {
        if (person.name() != null) {
            out.writeString(1, person.name());
        }
        if (person.age() != 0) {
            out.writeInt32(2, person.age());
        }
    }

    static Person readPerson(WireReader in) {
        String name = null;
        int age = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> name = in.readString();
                case 16 -> age = in.readInt32();
                default -> in.skip(tag);
            }
        }
        return new Person(name, age);
    }

    static void write(WireWriter out, Order order) {
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
            out.writeBytes(16, order.signature());
        }
        if (!order.parcels().isEmpty()) {
            int packed = out.begin(17);
            for (int parcel : order.parcels()) {
                out.writeInt32(parcel);
            }
            out.end(packed);
        }
        for (String label : order.labels()) {
            out.writeString(18, label);
        }
        for (Item item : order.items()) {
            int nested = out.begin(19);
            write(out, item);
            out.end(nested);
        }
        if (order.note() != null) {
            out.writeString(20, order.note());
        }
    }

    static Order readOrder(WireReader in) {
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
                case 18 -> customer = in.readString();
                case 26 -> street = in.readString();
                case 34 -> city = in.readString();
                case 42 -> country = in.readString();
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
                case 130 -> signature = in.readBytes();
                case 136 -> parcels.add(in.readInt32());
                case 138 -> {
                    int outer = in.enter();
                    while (in.hasMore()) {
                        parcels.add(in.readInt32());
                    }
                    in.leave(outer);
                }
                case 146 -> labels.add(in.readString());
                case 154 -> {
                    int outer = in.enter();
                    items.add(readItem(in));
                    in.leave(outer);
                }
                case 162 -> note = in.readString();
                default -> in.skip(tag);
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

    private static void write(WireWriter out, Item item) {
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

    private static Item readItem(WireReader in) {
        String sku = null;
        int quantity = 0;
        double price = 0;
        long batch = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> sku = in.readString();
                case 16 -> quantity = in.readInt32();
                case 25 -> price = in.readDouble();
                case 32 -> batch = in.readInt64();
                default -> in.skip(tag);
            }
        }
        return new Item(sku, quantity, price, batch);
    }
}
