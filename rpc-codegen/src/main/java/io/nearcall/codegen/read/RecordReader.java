package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.About;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Reads records. */
final class RecordReader {
    private final Env env;
    private final TypeReader types;

    RecordReader(Env env, TypeReader types) {
        this.env = env;
        this.types = types;
    }

    Message read(String key, DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        JavaType name = TypeNames.of(type);
        String doc = env.elements.getDocComment(element);
        FieldList fields = new FieldList(env, element, subject);
        for (RecordComponentElement component : element.getRecordComponents()) {
            String componentName = component.getSimpleName().toString();
            ExecutableElement accessor = component.getAccessor();
            Element field = field(element, componentName);
            // javac 17 knows no line of a component, only of its field.
            Subject at = subject.member(name, componentName, field == null ? component : field, env);
            // Older class files have a component's annotations only on what the compiler made from it.
            TypeMirror componentType = ((ExecutableType) env.types.asMemberOf(type, accessor)).getReturnType();
            Form form = types.form(componentType, at, component, accessor, field);
            About about = new About(Docs.param(doc, componentName), env.isDeprecated(accessor));
            fields.addProperty(
                    at,
                    componentName,
                    name + "." + componentName,
                    TypeNames.of(componentType),
                    form,
                    about,
                    componentName,
                    "",
                    component,
                    accessor,
                    field);
        }
        return new Message.OfRecord(key, name, fields.fields(), env.about(element));
    }

    private static Element field(TypeElement element, String name) {
        return element.getEnclosedElements().stream()
                .filter(each -> each.getKind() == ElementKind.FIELD
                        && each.getSimpleName().contentEquals(name))
                .findFirst()
                .orElse(null);
    }
}
