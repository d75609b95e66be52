package io.nearcall.codegen.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;

/** Gives the fields of one message, or the constants of one enum, their numbers. */
final class Numbers {
    private static final int LAST_FIELD = 536_870_911;

    private final Env env;
    private final int last;
    private final Map<Integer, String> taken = new HashMap<>();
    private int place;

    private Numbers(Env env, int last) {
        this.env = env;
        this.last = last;
    }

    static Numbers ofFields(Env env) {
        return new Numbers(env, LAST_FIELD);
    }

    static Numbers ofConstants(Env env) {
        return new Numbers(env, Integer.MAX_VALUE);
    }

    /** The number of the next one: its {@code @Tag}, which may stand on any of the elements, else its place. */
    int next(Subject subject, Element... declaredOn) {
        place++;
        int number = tag(declaredOn).orElse(place);
        if (number < 1 || number > last) {
            env.error(subject, "number " + number + " is not allowed; use 1 to " + last);
        } else if (last == LAST_FIELD && number >= 19_000 && number <= 19_999) {
            env.error(subject, "number " + number + " is reserved by protobuf; use none of 19000 to 19999");
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
