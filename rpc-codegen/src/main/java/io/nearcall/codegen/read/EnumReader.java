package io.nearcall.codegen.read;

import io.nearcall.codegen.model.EnumType;
import io.nearcall.codegen.model.EnumType.Constant;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.read.Names.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Reads enums. */
final class EnumReader {
    private final Env env;
    private final Registry registry;

    EnumReader(Env env, Registry registry) {
        this.env = env;
        this.registry = registry;
    }

    void read(TypeElement element, Subject subject) {
        JavaType type = TypeNames.of(element);
        if (!registry.beginEnum(type, new Wish(type.full(), "", type, "", subject))) {
            return;
        }
        Numbers numbers = Numbers.ofConstants(env, element, subject);
        List<Constant> constants = new ArrayList<>();
        Map<String, String> protoNames = new HashMap<>();
        String unknown = null;
        for (Element each : element.getEnclosedElements()) {
            if (each.getKind() != ElementKind.ENUM_CONSTANT) {
                continue;
            }
            String name = each.getSimpleName().toString();
            Subject at = new Subject(type + "." + name, false, each, env.isSource(each) ? each : subject.anchor());
            constants.add(new Constant(numbers.next(at, name, each), name, env.about(each)));
            String other = protoNames.putIfAbsent(Naming.upperSnake(name), name);
            if (other != null) {
                env.error(at, "it and " + other + " have the same name in protobuf; rename one");
            }
            if (env.has(each, Api.UNKNOWN)) {
                if (unknown != null) {
                    env.error(at, unknown + " is marked @Unknown already; mark only one");
                }
                unknown = name;
            }
        }
        if (constants.isEmpty()) {
            env.error(subject, "the enum " + type.full() + " has no constants and does not travel; give it one");
        }
        registry.put(new EnumType(type, constants, unknown, env.about(element)));
    }
}
