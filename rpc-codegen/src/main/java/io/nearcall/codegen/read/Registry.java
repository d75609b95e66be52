package io.nearcall.codegen.read;

import io.nearcall.codegen.model.EnumType;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The messages and enums of one service, each once, in the order in which they were met. */
final class Registry {
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, EnumType> enums = new LinkedHashMap<>();
    private final List<Names.Wish> wishes = new ArrayList<>();

    /** Whether the message is new; if so it must be {@link #put} once read. Recursive types end here. */
    boolean begin(String key, Names.Wish wish) {
        if (messages.containsKey(key)) {
            return false;
        }
        messages.put(key, null);
        wishes.add(wish);
        return true;
    }

    void put(Message message) {
        messages.put(message.key(), message);
    }

    /** Whether the enum is new; if so it must be {@link #put} once read. */
    boolean beginEnum(JavaType type, Names.Wish wish) {
        if (enums.containsKey(type.full())) {
            return false;
        }
        enums.put(type.full(), null);
        wishes.add(wish);
        return true;
    }

    void put(EnumType type) {
        enums.put(type.type().full(), type);
    }

    /** Asks for a name that belongs to no Java type. */
    void wish(Names.Wish wish) {
        wishes.add(wish);
    }

    /** Whether the message is a request or a reply of its own where it is the only value. */
    boolean isPayload(String key) {
        Message message = messages.get(key);
        return message instanceof Message.OfRecord
                || message instanceof Message.OfBean
                || message instanceof Message.OneOf
                || message instanceof Message.Foreign;
    }

    List<Names.Wish> wishes() {
        return List.copyOf(wishes);
    }

    List<Message> messages() {
        return messages.values().stream().filter(Objects::nonNull).toList();
    }

    List<EnumType> enums() {
        return enums.values().stream().filter(Objects::nonNull).toList();
    }
}
