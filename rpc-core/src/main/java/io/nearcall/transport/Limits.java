package io.nearcall.transport;

import io.nearcall.Metadata;
import io.nearcall.RpcConfig;
import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What bounds a connection; every one is configurable, none is infinite.
 *
 * @param message largest request or reply, bytes ({@code nearcall.limits.message}, 4 MiB)
 * @param metadata largest metadata of a call, bytes ({@code nearcall.limits.metadata}, 8 KiB, at most 16 KiB)
 * @param calls calls in flight on a connection in one direction ({@code nearcall.limits.calls}, 1,024, at most 65,536)
 * @param connections connections of one server endpoint ({@code nearcall.limits.connections}, 16,384)
 * @param handshakes connections that have not shaken hands yet ({@code nearcall.limits.handshakes}, 64)
 * @param writeQueue bytes waiting to be sent on a connection ({@code nearcall.limits.write-queue}, 4 MiB)
 * @param stream bytes of one stream that wait for their receiver ({@code nearcall.limits.stream}, 64 KiB); a large
 *     message that is being received comes on top
 * @param streams bytes beyond that, shared by the quickest streams of a connection ({@code nearcall.limits.streams},
 *     4 MiB)
 * @param references objects of this side that the peer of a connection may hold
 *     ({@code nearcall.limits.references}, 10,000)
 * @param threads threads that run handlers in this process ({@code nearcall.limits.threads}, 2,048)
 * @param connect time to reach one endpoint ({@code nearcall.limits.connect}, 5 s)
 * @param handshake time for a peer to shake hands ({@code nearcall.limits.handshake}, 5 s)
 * @param heartbeat silence after which a peer with pending calls is asked whether it lives
 *     ({@code nearcall.limits.heartbeat}, 10 s, {@code off} for debuggers)
 * @param drain time for calls to end when a server closes ({@code nearcall.limits.drain}, 30 s)
 */
public record Limits(
        int message,
        int metadata,
        int calls,
        int connections,
        int handshakes,
        int writeQueue,
        int stream,
        int streams,
        int references,
        int threads,
        Duration connect,
        Duration handshake,
        Duration heartbeat,
        Duration drain) {
    /** What fits in the header of a frame beside the rest. */
    public static final int MOST_METADATA = 16 << 10;

    /** Reads the limits from settings. */
    public static Limits of(RpcConfig config) {
        return new Limits(
                size(config, "nearcall.limits.message", 4 << 20),
                metadata(config),
                calls(config),
                config.integer("nearcall.limits.connections", 16_384, 1),
                config.integer("nearcall.limits.handshakes", 64, 1),
                size(config, "nearcall.limits.write-queue", 4 << 20),
                size(config, "nearcall.limits.stream", 64 << 10),
                size(config, "nearcall.limits.streams", 4 << 20),
                config.integer("nearcall.limits.references", 10_000, 1),
                config.integer("nearcall.limits.threads", 2_048, 1),
                time(config, "nearcall.limits.connect", Duration.ofSeconds(5)),
                time(config, "nearcall.limits.handshake", Duration.ofSeconds(5)),
                config.duration("nearcall.limits.heartbeat", Duration.ofSeconds(10)),
                config.duration("nearcall.limits.drain", Duration.ofSeconds(30)));
    }

    /** The settings that {@link #of} reads: one for each limit, of its name. */
    public static List<String> keys() {
        return Arrays.stream(Limits.class.getRecordComponents())
                .map(limit -> String.join(".", "nearcall", "limits", kebab(limit.getName())))
                .toList();
    }

    private static String kebab(String name) {
        return name.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses metadata of a reply that does not travel.
     *
     * @throws RpcException RESOURCE_EXHAUSTED when both together have more than {@code limit} bytes
     */
    public static void checkMetadata(int limit, Metadata headers, Metadata trailers) {
        int size = headers.size() + trailers.size();
        if (size > limit) {
            throw new RpcException(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "metadata of a reply, " + size + " bytes, is over the limit of " + limit
                            + " bytes; raise nearcall.limits.metadata on both sides");
        }
    }

    /** What of a failure travels where metadata may have {@code limit} bytes. */
    public static RpcException within(int limit, RpcException failure) {
        int size = failure.trailers().size();
        if (size <= limit) {
            return failure;
        }
        String why = " (without its trailers: " + size + " bytes are over nearcall.limits.metadata, " + limit + ")";
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return new RpcException(failure.code(), message + why, failure.delivery(), Metadata.EMPTY, failure.getCause());
    }

    private static int size(RpcConfig config, String key, int otherwise) {
        long size = config.bytes(key, otherwise);
        if (size < 1 || size > 1L << 30) {
            throw new IllegalArgumentException(key + "=" + size + ": expected a size from 1 byte to 1 GiB");
        }
        return (int) size;
    }

    private static int metadata(RpcConfig config) {
        int size = size(config, "nearcall.limits.metadata", 8 << 10);
        if (size > MOST_METADATA) {
            throw new IllegalArgumentException("nearcall.limits.metadata=" + size + ": at most " + MOST_METADATA
                    + " bytes fit in the header of a frame; send more in the request itself");
        }
        return size;
    }

    private static int calls(RpcConfig config) {
        int calls = config.integer("nearcall.limits.calls", 1_024, 1);
        if (calls > 65_536) {
            throw new IllegalArgumentException(
                    "nearcall.limits.calls=" + calls + ": expected a whole number from 1 to 65536");
        }
        return calls;
    }

    private static Duration time(RpcConfig config, String key, Duration otherwise) {
        Duration time = config.duration(key, otherwise);
        if (time.isZero()) {
            throw new IllegalArgumentException(key + "=off: expected a time above zero, it cannot be switched off");
        }
        return time;
    }
}
