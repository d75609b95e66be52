package io.nearcall.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.wire.WireWriter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

final class SendQueueTest {
    @Test
    void aQueueThatCannotBeWrittenKeepsNothing() throws IOException {
        SocketChannel[] ends = LoopbackDuplex.connection();
        LoopbackDuplex duplex = new LoopbackDuplex(ends[0], 0, 1);
        SendQueue queue = new SendQueue(duplex, 1 << 20);
        duplex.full = true;
        fill(queue);
        assertFalse(queue.flush());
        fill(queue);
        assertTrue(queue.hasUnsent());

        duplex.full = false;
        duplex.close();
        assertThrows(IOException.class, queue::flush);

        assertFalse(queue.hasUnsent());
        fill(queue);
        assertFalse(queue.hasUnsent());
        ends[1].close();
    }

    private static void fill(SendQueue queue) {
        for (int i = 0; i < 4; i++) {
            WireWriter payload = new WireWriter(Frame.MAX_BODY);
            payload.writeBytes(1, new byte[Frame.MAX_BODY / 2]);
            queue.append(Frame.REPLY, 0, 0, i, null, payload, 0, payload.size());
        }
    }
}
