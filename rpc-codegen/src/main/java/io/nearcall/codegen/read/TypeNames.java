package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Turns the compiler's types into text. */
final class TypeNames {
    private TypeNames() {}

    static JavaType of(TypeMirror type) {
        return switch (type.getKind()) {
            case ARRAY -> of(((ArrayType) type).getComponentType()).array();
            case DECLARED, ERROR -> declared((DeclaredType) type);
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, VOID ->
                JavaType.primitive(type.getKind().name().toLowerCase(Locale.ROOT));
            case WILDCARD -> JavaType.of("", wildcard((WildcardType) type));
            default -> JavaType.of("", type.toString());
        };
    }

    static JavaType of(Element element) {
        String name = element.getSimpleName().toString();
        Element outer = element.getEnclosingElement();
        while (outer.getKind() != ElementKind.PACKAGE) {
            name = outer.getSimpleName() + "." + name;
            outer = outer.getEnclosingElement();
        }
        return JavaType.of(((PackageElement) outer).getQualifiedName().toString(), name);
    }

    /** For messages only: a wildcard does not travel. */
    private static String wildcard(WildcardType type) {
        if (type.getExtendsBound() != null) {
            return "? extends " + of(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "? super " + of(type.getSuperBound());
    }

    private static JavaType declared(DeclaredType type) {
        List<JavaType> args = new ArrayList<>();
        type.getTypeArguments().forEach(arg -> args.add(of(arg)));
        JavaType raw = of(type.asElement());
        return new JavaType(raw.pkg(), raw.name(), args, 0);
    }
}
