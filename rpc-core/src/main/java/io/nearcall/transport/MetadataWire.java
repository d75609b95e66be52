package io.nearcall.transport;

import io.nearcall.Metadata;
import io.nearcall.wire.WireException;
import io.nearcall.wire.WireReader;
import io.nearcall.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** Metadata as a repeated field: {@code message Entry { string key = 1; bytes value = 2; }}. */
public final class MetadataWire {
    private MetadataWire() {}

    /** Writes every entry. */
    public static void write(WireWriter out, int field, Metadata metadata) {
        if (metadata.isEmpty()) {
            return;
        }
        metadata.forEach((key, value) -> {
            int start = out.begin(field);
            out.writeString(1, key);
            out.writeBytes(2, value);
            out.end(start);
        });
    }

    /**
     * {@code metadata} and the entry that {@code in} is at.
     *
     * @throws WireException when they have more than {@link Limits#MOST_METADATA} bytes together
     */
    public static Metadata readEntry(WireReader in, Metadata metadata) {
        int outer = in.enter();
        String key = "";
        byte[] value = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 10 -> key = in.readString();
                case 18 -> value = in.readBytes();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        Metadata more = key.endsWith("-bin")
                ? metadata.with(key, value)
                : metadata.with(key, new String(value, StandardCharsets.US_ASCII));
        if (more.size() > Limits.MOST_METADATA) {
            throw WireException.malformed("metadata of more than " + Limits.MOST_METADATA + " bytes");
        }
        return more;
    }
}
