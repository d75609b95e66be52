package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Reserved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Gives the fields of one message, or the constants of one enum, their numbers. */
final class Numbers {
    private static final int LAST_FIELD = 536_870_911;

    private final Env env;
    private final int last;
    private final Reserved reserved;
    private final UnaryOperator<String> protoName;
    private final Map<String, String> reservedNames = new HashMap<>();
    private final Map<Integer, String> taken = new HashMap<>();
    private int place;

    private Numbers(Env env, int last, Reserved reserved, UnaryOperator<String> protoName) {
        this.env = env;
        this.last = last;
        this.reserved = reserved;
        this.protoName = protoName;
    }

    /** Of a message that has nothing reserved. */
    static Numbers ofFields(Env env) {
        return new Numbers(env, LAST_FIELD, Reserved.NONE, Naming::lowerSnake);
    }

    /** Of a message; the subject is for errors in its {@code @Reserved}. */
    static Numbers ofFields(Env env, TypeElement type, Subject subject) {
        Numbers numbers = new Numbers(env, LAST_FIELD, env.reserved(type), Naming::lowerSnake);
        numbers.checkReserved(subject.declared(type, env));
        return numbers;
    }

    /** Of an enum. */
    static Numbers ofConstants(Env env, TypeElement type, Subject subject) {
        Numbers numbers = new Numbers(env, Integer.MAX_VALUE, env.reserved(type), Naming::constant);
        Subject at = subject.declared(type, env);
        numbers.checkReserved(at);
        for (String name : numbers.reserved.names()) {
            if (Naming.upperSnake(name).equals(Naming.ZERO)) {
                env.error(
                        at,
                        "the name " + name + " of @Reserved is that of protobuf's constant 0; remove it, or reserve "
                                + Naming.constant(Naming.ZERO) + ", as which a constant of that name travels");
            }
        }
        return numbers;
    }

    private void checkReserved(Subject subject) {
        Set<Integer> seen = new HashSet<>();
        for (int number : reserved.numbers()) {
            if (number < 1 || number > last) {
                env.error(subject, "number " + number + " of @Reserved is not allowed; use 1 to " + last);
            } else if (!seen.add(number)) {
                env.error(subject, "number " + number + " is in @Reserved twice; remove one");
            }
        }
        for (String name : reserved.names()) {
            String other = reservedNames.putIfAbsent(protoName.apply(name), name);
            if (other != null) {
                env.error(
                        subject,
                        other.equals(name)
                                ? "the name " + name + " is in @Reserved twice; remove one"
                                : "the names " + other + " and " + name
                                        + " of @Reserved are the same in protobuf; remove one");
            }
        }
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
        String same = reservedNames.get(protoName.apply(name));
        if (same != null) {
            env.error(
                    subject,
                    "the name " + name + " is reserved by @Reserved" + (same.equals(name) ? "" : " as " + same)
                            + "; choose another one");
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
