package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Reserved;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;

/** Gives the fields of one message, or the constants of one enum, their numbers. */
final class Numbers {
    private static final int LAST_FIELD = 536_870_911;

    private final Env env;
    private final int last;
    private final Reserved reserved;
    private final Map<Integer, String> taken = new HashMap<>();
    private int place;

    private Numbers(Env env, int last, Reserved reserved) {
        this.env = env;
        this.last = last;
        this.reserved = reserved;
    }

    static Numbers ofFields(Env env, Reserved reserved) {
        return new Numbers(env, LAST_FIELD, reserved);
    }

    static Numbers ofConstants(Env env, Reserved reserved) {
        return new Numbers(env, Integer.MAX_VALUE, reserved);
    }

    /** The number of the next one: its {@code @Tag}, which may stand on any of the elements, else its place. */
    int next(Subject subject, String name, Element... declaredOn) {
        place++;
        int number = tag(declaredOn).orElse(place);
        if (number < 1 || number > last) {
            env.error(subject, "number " + number + " is not allowed; use 1 to " + last);
        } else if (last == LAST_FIELD && number >= 19_000 && number <= 19_999) {
            env.error(subject, "number " + number + " is reserved by protobuf; use none of 19000 to 19999");
        }
        if (reserved.numbers().contains(number)) {
            env.error(subject, "number " + number + " is reserved by @Reserved; give it another one by @Tag");
        }
        if (reserved.names().contains(name)) {
            env.error(subject, "the name " + name + " is reserved by @Reserved; choose another one");
        }
        String other = taken.putIfAbsent(number, subject.path());
        if (other != null) {
            env.error(subject, "number " + number + " is taken by " + other + "; give each its own @Tag");
        }
        return number;
    }

    private Optional<Integer> tag(Element... declaredOn) {
        for (Element element : declaredOn) {
            Optional<Object> value = element == null ? Optional.empty() : env.value(element, Api.TAG);
            if (value.isPresent()) {
                return value.map(Integer.class::cast);
            }
        }
        return Optional.empty();
    }
}
