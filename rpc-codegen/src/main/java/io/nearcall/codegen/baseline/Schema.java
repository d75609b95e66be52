package io.nearcall.codegen.baseline;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code .proto} says of bytes and of JSON, and its comments of what is only between Nearcall's peers.
 *
 * @param service the full name of its one service
 * @param methods the service's methods by name
 * @param messages the messages by name
 * @param enums the enums by name
 */
record Schema(
        String service,
        Map<String, Rpc> methods,
        Map<String, Numbered<Field>> messages,
        Map<String, Numbered<String>> enums) {
    /**
     * A method.
     *
     * @param request the request's type
     * @param isRequestStream whether there are many
     * @param reply the reply's type
     * @param isReplyStream whether there are many
     * @param isIdempotent whether a caller may call again
     * @param isOneWay whether no reply is sent
     */
    record Rpc(
            String request,
            boolean isRequestStream,
            String reply,
            boolean isReplyStream,
            boolean isIdempotent,
            boolean isOneWay) {}

    /**
     * A message or an enum.
     *
     * @param parts the fields, or the names of the constants, by number
     * @param numbers those that are reserved
     * @param names those that are reserved
     */
    record Numbered<P>(Map<Integer, P> parts, List<Range> numbers, Set<String> names) {
        boolean isReserved(int number) {
            return numbers.stream().anyMatch(range -> range.first() <= number && number <= range.last());
        }
    }

    /**
     * Reserved numbers.
     *
     * @param first the lowest
     * @param last the highest
     */
    record Range(int first, int last) {}

    /**
     * A field.
     *
     * @param name its name
     * @param label {@code repeated} or {@code map}, else empty
     * @param type its type
     * @param oneof the group of which one at most is set, else empty
     * @param reference the service that it refers to, else empty
     */
    record Field(String name, String label, String type, String oneof, String reference) {}
}
