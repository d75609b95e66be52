package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Naming;
import javax.lang.model.element.TypeElement;

/**
 * What a service is called in a {@code .proto}.
 *
 * @param pkg the package, empty for none
 * @param name the name within it
 */
record ServiceName(String pkg, String name) {
    /** That of an interface: what its annotation says, else its own. */
    static ServiceName of(Env env, TypeElement element) {
        String explicit = env.value(element, Api.REMOTE_SERVICE).orElse("").toString();
        JavaType type = TypeNames.of(element);
        if (explicit.isEmpty()) {
            return new ServiceName(protoPackage(type), Naming.ascii(type.simpleName()));
        }
        int dot = explicit.lastIndexOf('.');
        return new ServiceName(dot < 0 ? "" : explicit.substring(0, dot), Naming.ascii(explicit.substring(dot + 1)));
    }

    private static String protoPackage(JavaType type) {
        StringBuilder name = new StringBuilder();
        for (String segment : type.pkg().split("\\.")) {
            name.append(segment.isEmpty() ? "" : Naming.ascii(segment) + ".");
        }
        return name + Naming.lowerSnake(type.name().replace('.', '_'));
    }

    /** The name that travels. */
    String full() {
        return pkg.isEmpty() ? name : pkg + "." + name;
    }
}
