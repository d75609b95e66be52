package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Naming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names the messages of one service.
 *
 * <p>A message has its type's simple name. Where two types of one service have the same, those that are nested take the
 * names of their enclosing classes in front. Everything else that collides is an error.
 */
final class Names {
    private final Env env;

    Names(Env env) {
        this.env = env;
    }

    /**
     * One name that is needed.
     *
     * @param key what it is for
     * @param prefix what stands before the name of the type
     * @param type the type
     * @param suffix what stands after it
     * @param subject where it was first needed
     */
    record Wish(String key, String prefix, JavaType type, String suffix, Subject subject) {
        String name(boolean isLong) {
            return prefix + (type == null ? "" : Names.of(type, isLong)) + suffix;
        }

        boolean isPlain() {
            return type != null && type.args().isEmpty() && type.dims() == 0;
        }

        String what() {
            if (type == null) {
                return subject.path();
            }
            return isPlain() ? type.full() : type.toString();
        }
    }

    Map<String, String> assign(List<Wish> wishes) {
        Map<String, List<Wish>> sharing = wishes.stream().collect(Collectors.groupingBy(wish -> wish.name(false)));
        Map<String, String> names = new HashMap<>();
        Map<String, Wish> taken = new HashMap<>();
        for (Wish wish : wishes) {
            List<Wish> others = sharing.get(wish.name(false));
            String name = wish.name(others.size() > 1 && others.stream().allMatch(Wish::isPlain));
            names.put(wish.key(), name);
            Wish other = taken.putIfAbsent(name, wish);
            if (other != null && !other.key().equals(wish.key())) { // overloads have an error of their own
                env.error(
                        wish.subject(),
                        "the protobuf message " + name + " is needed for " + wish.what() + " and for " + other.what()
                                + "; rename one of them");
            }
        }
        return names;
    }

    /** {@code Page<List<User>>} is {@code PageListOfUser}. */
    private static String of(JavaType type, boolean isLong) {
        if (type.dims() > 0) {
            return "ArrayOf" + of(type.component(), isLong);
        }
        if (type.is("java.util.List") || type.is("java.util.Set") || type.is("java.util.Collection")) {
            return type.name() + "Of" + of(type.args().get(0), isLong);
        }
        if (type.is("java.util.Map")) {
            return "MapOf" + entry(type, isLong);
        }
        String base = isLong ? type.name().replace(".", "") : type.simpleName();
        String args = type.args().stream().map(arg -> of(arg, isLong)).collect(Collectors.joining());
        return Naming.upperCamel(base) + args;
    }

    private static String entry(JavaType map, boolean isLong) {
        return of(map.args().get(0), isLong) + "To" + of(map.args().get(1), isLong);
    }
}
