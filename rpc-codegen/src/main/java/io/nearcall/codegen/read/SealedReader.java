package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.Alternative;
import io.nearcall.codegen.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads sealed interfaces; a sealed interface inside of another is a message of its own, so that its numbers stay. */
final class SealedReader {
    private final Env env;
    private final TypeReader types;

    SealedReader(Env env, TypeReader types) {
        this.env = env;
        this.types = types;
    }

    Message read(String key, DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        JavaType name = TypeNames.of(type);
        Numbers numbers = Numbers.ofFields(env, element, subject);
        List<Alternative> alternatives = new ArrayList<>();
        for (TypeMirror permitted : element.getPermittedSubclasses()) {
            TypeElement subtype = env.element(permitted);
            Subject at = subject.subtype(subtype, env);
            int number = numbers.next(at, subtype.getSimpleName().toString(), subtype);
            alternative(type, subtype, at).ifPresent(shape -> alternatives.add(new Alternative(number, shape)));
        }
        return new Message.OneOf(key, name, List.copyOf(alternatives), env.about(element));
    }

    private Optional<Shape.Nested> alternative(DeclaredType parent, TypeElement subtype, Subject at) {
        boolean sealed = subtype.getKind() == ElementKind.INTERFACE
                && subtype.getModifiers().contains(Modifier.SEALED);
        if (subtype.getKind() != ElementKind.RECORD && !sealed) {
            env.error(
                    at,
                    subtype.getQualifiedName() + " is not a record; a sealed interface travels if all it permits"
                            + " are records or sealed interfaces of records");
            return Optional.empty();
        }
        DeclaredType bound = bind(subtype, parent);
        if (bound == null) {
            env.error(
                    at,
                    "the type arguments of " + subtype.getQualifiedName() + " do not follow from "
                            + TypeNames.of(parent) + "; declare each of its type variables on the interface");
            return Optional.empty();
        }
        if (!env.types.isSubtype(bound, parent)) {
            return Optional.empty(); // it implements the interface with other type arguments
        }
        return types.shape(bound, at, null) instanceof Shape.Nested nested ? Optional.of(nested) : Optional.empty();
    }

    /** The subtype with the type arguments that the parent's tell; null if they do not tell all. */
    private DeclaredType bind(TypeElement subtype, DeclaredType parent) {
        if (subtype.getTypeParameters().isEmpty()) {
            return (DeclaredType) subtype.asType();
        }
        Map<String, TypeMirror> bound = new HashMap<>();
        for (TypeMirror direct : subtype.getInterfaces()) {
            if (!env.element(direct).equals(parent.asElement())) {
                continue;
            }
            List<? extends TypeMirror> formal = ((DeclaredType) direct).getTypeArguments();
            for (int i = 0; i < formal.size(); i++) {
                if (formal.get(i).getKind() == TypeKind.TYPEVAR) {
                    bound.put(
                            formal.get(i).toString(), parent.getTypeArguments().get(i));
                }
            }
        }
        TypeMirror[] args = new TypeMirror[subtype.getTypeParameters().size()];
        for (int i = 0; i < args.length; i++) {
            TypeParameterElement parameter = subtype.getTypeParameters().get(i);
            args[i] = bound.get(parameter.getSimpleName().toString());
            if (args[i] == null) {
                return null;
            }
        }
        return env.types.getDeclaredType(subtype, args);
    }
}
