package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads beans: classes with a constructor without parameters and pairs of getters and setters. */
final class BeanReader {
    private final Env env;
    private final TypeReader types;

    BeanReader(Env env, TypeReader types) {
        this.env = env;
        this.types = types;
    }

    private record Property(String name, ExecutableElement getter, ExecutableElement setter, VariableElement field) {}

    /** Why the type is no bean, as the end of a sentence that starts with its name; null if it is one. */
    String whyNot(TypeElement element) {
        if (element.getKind() != ElementKind.CLASS) {
            return "is an interface; for data make it a sealed interface of records, for call-backs one of your own that"
                    + " is a @RemoteService";
        }
        String name = element.getQualifiedName().toString();
        if (name.startsWith("java.") || name.startsWith("javax.")) {
            return "is a class of the JDK that has no form on the wire; use a record";
        }
        if (element.getModifiers().contains(Modifier.ABSTRACT)) {
            return "is abstract; make it a sealed interface of records";
        }
        boolean inner =
                element.getNestingKind().isNested() && !element.getModifiers().contains(Modifier.STATIC);
        if (inner) {
            return "is an inner class; make it static, or a record";
        }
        boolean constructible = ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                .anyMatch(each -> each.getParameters().isEmpty() && env.isAccessible(each));
        if (!constructible) {
            return "is a class without a public constructor without parameters; make it a record";
        }
        return properties(element).isEmpty()
                ? "is a class without a pair of a public getter and setter; make it a record"
                : null;
    }

    Message read(String key, DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        JavaType name = TypeNames.of(type);
        FieldList fields = new FieldList(env, element, subject);
        for (Property property : properties(element)) {
            Element declaration = property.field == null ? property.getter : property.field;
            Subject at = subject.member(name, property.name, declaration, env);
            if (!env.isOfThisModule(property.getter) && !isTagged(property)) {
                env.error(
                        at, "the order of properties in a class file means nothing; put @Tag on each, or use a record");
            }
            TypeMirror propertyType = ((ExecutableType) env.types.asMemberOf(type, property.getter)).getReturnType();
            Form form = types.form(propertyType, at, property.field, property.getter, property.setter);
            boolean getterIsDeprecated = env.isDeprecated(property.getter);
            boolean deprecated = env.isDeprecated(property.setter) || getterIsDeprecated;
            String doc = Docs.main(env.elements.getDocComment(declaration));
            fields.addProperty(
                    at,
                    property.name,
                    name + "." + property.name,
                    TypeNames.of(propertyType),
                    form,
                    new About(doc, deprecated),
                    property.getter.getSimpleName().toString(),
                    property.setter.getSimpleName().toString(),
                    property.field,
                    property.getter,
                    property.setter);
        }
        return new Message.OfBean(key, name, fields.fields(), env.about(element));
    }

    private boolean isTagged(Property property) {
        return (property.field != null && env.has(property.field, Api.TAG))
                || env.has(property.getter, Api.TAG)
                || env.has(property.setter, Api.TAG);
    }

    /** The properties in the order of their getters, those of superclasses first. */
    private List<Property> properties(TypeElement element) {
        Map<String, Property> found = new LinkedHashMap<>();
        for (TypeElement each : lineage(element)) {
            for (ExecutableElement method : ElementFilter.methodsIn(each.getEnclosedElements())) {
                String name = propertyName(method);
                if (name != null) {
                    add(found, each, name, method, element);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private void add(
            Map<String, Property> found, TypeElement owner, String name, ExecutableElement getter, TypeElement bean) {
        DeclaredType type = (DeclaredType) bean.asType();
        TypeMirror wanted = ((ExecutableType) env.types.asMemberOf(type, getter)).getReturnType();
        String suffix = getter.getSimpleName().toString().replaceFirst("^(get|is)", "");
        for (TypeElement each : lineage(bean)) {
            for (ExecutableElement method : ElementFilter.methodsIn(each.getEnclosedElements())) {
                boolean named = method.getSimpleName().contentEquals("set" + suffix) && isPublicInstance(method);
                if (!named || method.getParameters().size() != 1) {
                    continue;
                }
                TypeMirror taken = ((ExecutableType) env.types.asMemberOf(type, method))
                        .getParameterTypes()
                        .get(0);
                if (env.types.isSameType(taken, wanted)) {
                    found.put(name, new Property(name, getter, method, field(owner, name)));
                }
            }
        }
    }

    /** The superclasses from the top, then the class itself. */
    private List<TypeElement> lineage(TypeElement element) {
        List<TypeElement> lineage = new ArrayList<>();
        TypeElement at = element;
        while (at != null && !at.getQualifiedName().contentEquals("java.lang.Object")) {
            lineage.add(0, at);
            at = env.element(at.getSuperclass());
        }
        return lineage;
    }

    private static String propertyName(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        TypeKind result = method.getReturnType().getKind();
        if (!isPublicInstance(method) || !method.getParameters().isEmpty() || result == TypeKind.VOID) {
            return null;
        }
        if (name.startsWith("get") && name.length() > 3) {
            return Naming.decapitalized(name.substring(3));
        }
        boolean is = name.startsWith("is") && name.length() > 2 && result == TypeKind.BOOLEAN;
        return is ? Naming.decapitalized(name.substring(2)) : null;
    }

    private static boolean isPublicInstance(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.PUBLIC)
                && !method.getModifiers().contains(Modifier.STATIC);
    }

    private static VariableElement field(TypeElement owner, String name) {
        return ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                .filter(each -> each.getSimpleName().contentEquals(name))
                .findFirst()
                .orElse(null);
    }
}
