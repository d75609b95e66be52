package acme;

import io.nearcall.codegen.Loopback;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Gives the bytes of a request for null, else sends the bytes through both codecs. */
public final class Sample implements UnaryOperator<byte[]> {
    @Override
    public byte[] apply(byte[] bytes) {
        Loopback<All> loop = Loopback.to(AllBinding.INSTANCE, everything -> everything);
        if (bytes != null) {
            return loop.send("Echo", bytes);
        }
        loop.stub().echo(new All.Everything(
                -1,
                Long.MIN_VALUE,
                true,
                1.5f,
                -2.25,
                'x',
                (byte) -128,
                (short) 7,
                5,
                0,
                null,
                "grüße",
                "",
                new byte[] {1, 0},
                ByteBuffer.wrap(new byte[] {65}),
                Optional.of(""),
                OptionalInt.empty(),
                List.of("a", ""),
                new int[] {1, 300, -1},
                Set.of(All.Color.GREEN),
                Map.of("one", 1),
                Map.of(All.Color.RED, new All.Point(1, 2)),
                List.of(List.of(), List.of(new All.Point(3, 4))),
                All.Color.GREEN,
                new All.Shape.Square(new All.Point(0, 9)),
                new All.Page<>(List.of(new All.Point(5, 6))),
                Instant.ofEpochSecond(1, 500),
                Duration.ofMillis(-1500),
                LocalDate.of(2024, 2, 29),
                new UUID(1, 2),
                BigInteger.valueOf(-1),
                new BigDecimal("1.50"),
                URI.create("a:b"),
                null));
        return loop.request();
    }
}
