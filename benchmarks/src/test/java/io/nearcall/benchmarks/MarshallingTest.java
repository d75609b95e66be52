package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nearcall.wire.WireWriter;
import org.junit.jupiter.api.Test;

class MarshallingTest {
    @Test
    void bothSidesWriteTheSameBytes() {
        WireWriter writer = new WireWriter(1 << 16);
        OrderCodec.write(writer, Order.sample());
        assertArrayEquals(Marshalling.message(Order.sample()).toByteArray(), writer.toByteArray());
    }

    @Test
    void bothSidesReadWhatTheyWrote() throws Exception {
        Marshalling.nearcall().connect("").marshalling().call();
        Marshalling.protobuf().connect("").marshalling().call();
    }
}
