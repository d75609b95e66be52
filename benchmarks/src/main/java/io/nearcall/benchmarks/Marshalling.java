package io.nearcall.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.nearcall.benchmarks.messages.ItemMessage;
import io.nearcall.benchmarks.messages.OrderMessage;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A record of 20 fields to bytes and back into a new record, in one thread.
 *
 * <p>Both sides write the same object each time into an array that is reused, and read from an array into which the bytes
 * were copied. Of protobuf-java's generated class the size is known from the first time on, which favours it.
 */
final class Marshalling implements Subject {
    private final String description;
    private final Factory factory;

    private Marshalling(String description, Factory factory) {
        this.description = description;
        this.factory = factory;
    }

    static Subject nearcall() {
        return new Marshalling("Nearcall's wire", Marshalling::ours);
    }

    static Subject protobuf() {
        return new Marshalling(
                "protobuf-java " + Version.of(OrderMessage.getDescriptor().getClass()) + ", generated classes",
                Marshalling::theirs);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Wait waits() {
        return Wait.NEVER_WAITS;
    }

    @Override
    public String serve(Path directory) {
        return "nobody";
    }

    @Override
    public Client connect(String address) {
        return new Client() {
            @Override
            public BlockingTarget blocking() {
                throw new UnsupportedOperationException("only marshalling");
            }

            @Override
            public BlockingTarget marshalling() {
                return factory.target();
            }
        };
    }

    private static BlockingTarget ours() {
        Order order = Order.sample();
        WireWriter writer = new WireWriter(1 << 16);
        WireReader reader = new WireReader();
        return () -> {
            writer.clear();
            OrderCodec.write(writer, order);
            writer.copyTo(reader);
            check(OrderCodec.readOrder(reader).note());
        };
    }

    private static BlockingTarget theirs() {
        OrderMessage order = message(Order.sample());
        byte[] written = new byte[4096];
        byte[] bytes = new byte[4096];
        return () -> {
            int size = written(order, written);
            System.arraycopy(written, 0, bytes, 0, size);
            check(OrderMessage.parseFrom(CodedInputStream.newInstance(bytes, 0, size))
                    .getNote());
        };
    }

    private static int written(OrderMessage order, byte[] to) throws IOException {
        int size = order.getSerializedSize();
        order.writeTo(CodedOutputStream.newInstance(to, 0, size));
        return size;
    }

    private static void check(String note) {
        if (note.isEmpty()) {
            throw new IllegalStateException("the note was lost");
        }
    }

    static OrderMessage message(Order order) {
        OrderMessage.Builder message = OrderMessage.newBuilder()
                .setId(order.id())
                .setCustomer(order.customer())
                .setStreet(order.street())
                .setCity(order.city())
                .setCountry(order.country())
                .setStatus(order.status())
                .setPaid(order.paid())
                .setGift(order.gift())
                .setCreatedSeconds(order.createdSeconds())
                .setCreatedNanos(order.createdNanos())
                .setTotal(order.total())
                .setDiscount(order.discount())
                .setWeight(order.weight())
                .setPriority(order.priority())
                .setWarehouse(order.warehouse())
                .setSignature(ByteString.copyFrom(order.signature()))
                .addAllParcels(order.parcels())
                .addAllLabels(order.labels())
                .setNote(order.note());
        order.items()
                .forEach(item -> message.addItems(ItemMessage.newBuilder()
                        .setSku(item.sku())
                        .setQuantity(item.quantity())
                        .setPrice(item.price())
                        .setBatch(item.batch())));
        return message.build();
    }

    private interface Factory {
        BlockingTarget target();
    }
}
