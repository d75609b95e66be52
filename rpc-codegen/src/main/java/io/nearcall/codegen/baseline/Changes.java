package io.nearcall.codegen.baseline;

import io.nearcall.codegen.baseline.Schema.Field;
import io.nearcall.codegen.baseline.Schema.Numbered;
import io.nearcall.codegen.baseline.Schema.Rpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes between two schemas of a service that a peer would not survive, each with its cure.
 *
 * <p>The rules are those of {@code buf breaking}, category {@code WIRE_JSON}, and that methods stay: what travels, in bytes
 * and in JSON. Bytes alone would let two components of a record change places. Beyond them, what only Nearcall's peers see:
 * a method stays one-way or not, and a reference one to the service of the same name, by which it is called.
 */
final class Changes {
    /** Types that are the same in bytes and in JSON, but for their range. */
    private static final Map<String, String> ALIKE = Map.of(
            "uint32", "int32",
            "uint64", "int64",
            "sfixed32", "fixed32",
            "sfixed64", "fixed64");

    private static final String BY_RESERVED = "or reserve both by @Reserved";

    private final Schema before;
    private final Schema after;
    private final Set<String> ofMethods;
    private final List<String> found = new ArrayList<>();

    private Changes(Schema before, Schema after, Set<String> ofMethods) {
        this.before = before;
        this.after = after;
        this.ofMethods = ofMethods;
    }

    /** {@code ofMethods} are the messages that no type in Java stands for, on which {@code @Reserved} could be. */
    static List<String> breaking(Schema before, Schema after, Set<String> ofMethods) {
        Changes changes = new Changes(before, after, ofMethods);
        changes.methods();
        before.messages().forEach((name, was) -> {
            Numbered<Field> is = after.messages().get(name);
            if (is != null) { // else nothing refers to it any more, or what does has changed its type
                changes.fields(name, was, is);
                changes.reserved("message " + name, was, is);
            }
        });
        before.enums().forEach((name, was) -> {
            Numbered<String> is = after.enums().get(name);
            if (is != null) {
                changes.constants(name, was, is);
                changes.reserved("enum " + name, was, is);
            }
        });
        return changes.found;
    }

    private void methods() {
        before.methods().forEach((name, was) -> {
            Rpc is = after.methods().get(name);
            if (is == null) {
                found.add("method " + name + " is gone; bring it back, by @RpcMethod(\"" + name
                        + "\") if it only has another name in Java");
            } else {
                method(name, was, is);
            }
        });
    }

    private void method(String name, Rpc was, Rpc is) {
        String cure = "; leave it as it was and add a method";
        differs(
                "the request of method " + name,
                many(was.request(), was.isRequestStream()),
                many(is.request(), is.isRequestStream()),
                cure);
        differs(
                "the reply of method " + name,
                many(was.reply(), was.isReplyStream()),
                many(is.reply(), is.isReplyStream()),
                cure);
        if (was.isOneWay() != is.isOneWay()) {
            found.add(
                    "method " + name + (was.isOneWay() ? " was one-way and is not now" : " is one-way now and was not")
                            + ", which peers refuse as UNIMPLEMENTED" + cure);
        }
        if (was.isIdempotent() && !is.isIdempotent()) {
            found.add("method " + name
                    + " was idempotent, so callers may call it again; leave @Idempotent there and add a method");
        }
    }

    private static String many(String type, boolean isStream) {
        return isStream ? "stream of " + type : type;
    }

    private void fields(String message, Numbered<Field> was, Numbered<Field> is) {
        was.parts().forEach((number, field) -> {
            Field now = is.parts().get(number);
            String what = "field " + number + ", " + field.name() + ", of message " + message;
            if (now == null) {
                gone(
                        what,
                        number,
                        field.name(),
                        is,
                        ofMethods.contains(message) ? "or leave the method as it was and add another" : BY_RESERVED);
                return;
            }
            differs(
                    "the name of " + what,
                    field.name(),
                    now.name(),
                    "; keep the name, and give what is new a number of its own by @Tag");
            String cure = "; leave it as it was and append another";
            differs("the type of " + what, kind(field), kind(now), cure + sameReference(field, now));
            differs("the oneof of " + what, field.oneof(), now.oneof(), cure);
        });
    }

    private static String sameReference(Field was, Field is) {
        return was.reference().isEmpty()
                        || is.reference().isEmpty()
                        || was.reference().equals(is.reference())
                ? ""
                : ", or, if it is the same interface, keep its name by @RemoteService(\"" + was.reference() + "\")";
    }

    private static String kind(Field field) {
        String type = field.reference().isEmpty()
                ? ALIKE.getOrDefault(field.type(), field.type())
                : "reference to " + field.reference();
        return field.label().isEmpty() ? type : field.label() + " " + type;
    }

    private void constants(String type, Numbered<String> was, Numbered<String> is) {
        was.parts().forEach((number, name) -> {
            String now = is.parts().get(number);
            String what = "constant " + number + ", " + name + ", of enum " + type;
            if (now == null) {
                gone(what, number, name, is, BY_RESERVED);
            } else {
                differs(
                        "the name of " + what,
                        name,
                        now,
                        "; keep the name, and give what is new a number of its own by @Tag");
            }
        });
    }

    private void gone(String what, int number, String name, Numbered<?> now, String cure) {
        if (!now.isReserved(number) || !now.names().contains(name)) {
            found.add(what + " is gone, and its number or its name could get another meaning; bring it back, " + cure);
        }
    }

    private void reserved(String what, Numbered<?> was, Numbered<?> is) {
        if (!is.names().containsAll(was.names())
                || !was.numbers().stream()
                        .allMatch(each -> is.numbers().stream()
                                .anyMatch(now -> now.first() <= each.first() && each.last() <= now.last()))) {
            found.add(what + " no longer reserves what it did; leave @Reserved as it was");
        }
    }

    private void differs(String what, String was, String is, String cure) {
        if (!was.equals(is)) {
            found.add(what + " was " + quoted(was) + " and is " + quoted(is) + " now" + cure);
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
