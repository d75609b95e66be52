package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads {@code @MarshalWith}. */
final class MarshalReader {
    private final Env env;

    MarshalReader(Env env) {
        this.env = env;
    }

    /** The marshaller named on the first of the elements that names one, or null. */
    Marshal find(Subject subject, Element... declaredOn) {
        for (Element element : declaredOn) {
            Object value = element == null
                    ? null
                    : env.value(element, Api.MARSHAL_WITH).orElse(null);
            if (value instanceof TypeMirror type && type.getKind() == TypeKind.DECLARED) {
                return read((DeclaredType) type, subject);
            }
            if (value != null) {
                env.foundUnresolved();
            }
        }
        return null;
    }

    private Marshal read(DeclaredType type, Subject subject) {
        TypeElement element = (TypeElement) type.asElement();
        JavaType name = TypeNames.of(element);
        if (!isInstantiable(element)) {
            env.error(
                    subject,
                    "@MarshalWith(" + name.simpleName()
                            + ".class) needs a class that is not private, abstract or generic,"
                            + " with a public constructor without parameters");
            return null;
        }
        DeclaredType marshaller = marshallerIn(type);
        if (marshaller == null) {
            env.error(
                    subject,
                    "@MarshalWith(" + name.simpleName()
                            + ".class) does not say what it marshals; let it implement Marshaller<T, W>");
            return null;
        }
        env.isDeprecated(element);
        List<? extends TypeMirror> args = marshaller.getTypeArguments();
        return new Marshal(name, args.get(0), args.get(1));
    }

    private boolean isInstantiable(TypeElement element) {
        boolean inner =
                element.getNestingKind().isNested() && !element.getModifiers().contains(Modifier.STATIC);
        return element.getKind() == ElementKind.CLASS
                && !inner
                && element.getTypeParameters().isEmpty()
                && !element.getModifiers().contains(Modifier.ABSTRACT)
                && env.isAccessible(element)
                && ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                        .anyMatch(each -> each.getParameters().isEmpty() && env.isAccessible(each));
    }

    private DeclaredType marshallerIn(TypeMirror type) {
        for (TypeMirror parent : env.types.directSupertypes(type)) {
            if (env.element(parent).getQualifiedName().contentEquals(Api.MARSHALLER)) {
                DeclaredType found = (DeclaredType) parent;
                return found.getTypeArguments().isEmpty() ? null : found;
            }
            DeclaredType further = marshallerIn(parent);
            if (further != null) {
                return further;
            }
        }
        return null;
    }
}
