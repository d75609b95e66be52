package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Naming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Collects the fields of one message. */
final class FieldList {
    private final Env env;
    private final Numbers numbers;
    private final Map<String, String> protoNames = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();

    FieldList(Env env) {
        this(env, Numbers.ofFields(env));
    }

    FieldList(Env env, TypeElement type, Subject subject) {
        this(env, Numbers.ofFields(env, type, subject));
    }

    private FieldList(Env env, Numbers numbers) {
        this.env = env;
        this.numbers = numbers;
    }

    /** Adds a component or parameter; the {@code @Tag} may stand on any of the elements. */
    void add(Subject subject, String name, String runtimePath, JavaType type, Form form, About about, Element... on) {
        addProperty(subject, name, runtimePath, type, form, about, "", "", on);
    }

    /** Adds what is read and written by methods. */
    void addProperty(
            Subject subject,
            String name,
            String runtimePath,
            JavaType type,
            Form form,
            About about,
            String getter,
            String setter,
            Element... on) {
        String protoName = Naming.lowerSnake(name);
        String other = protoNames.putIfAbsent(Naming.json(protoName), name);
        if (other != null) {
            env.error(subject, "it and '" + other + "' both become the protobuf field " + protoName + "; rename one");
        }
        int number = numbers.next(subject, name, on);
        fields.add(new Field(
                number, name, protoName, type, form, getter, setter, runtimePath, about.doc(), about.isDeprecated()));
    }

    List<Field> fields() {
        return List.copyOf(fields);
    }
}
