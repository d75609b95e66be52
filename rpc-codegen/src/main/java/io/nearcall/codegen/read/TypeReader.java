package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.Form.Container;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.JdkType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Scalar;
import io.nearcall.codegen.model.Shape;
import io.nearcall.codegen.read.Names.Wish;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Decides how a type travels. */
final class TypeReader {
    private static final Map<String, Scalar> SCALARS = Map.ofEntries(
            Map.entry("java.lang.Boolean", Scalar.BOOLEAN),
            Map.entry("java.lang.Byte", Scalar.BYTE),
            Map.entry("java.lang.Short", Scalar.SHORT),
            Map.entry("java.lang.Character", Scalar.CHAR),
            Map.entry("java.lang.Integer", Scalar.INT),
            Map.entry("java.lang.Long", Scalar.LONG),
            Map.entry("java.lang.Float", Scalar.FLOAT),
            Map.entry("java.lang.Double", Scalar.DOUBLE),
            Map.entry("java.lang.String", Scalar.STRING),
            Map.entry("java.nio.ByteBuffer", Scalar.BYTE_BUFFER));
    private static final Map<String, Container> CONTAINERS = Map.of(
            "java.util.List", Container.LIST,
            "java.util.Collection", Container.LIST,
            "java.util.Set", Container.SET);
    private static final Map<String, Scalar> OPTIONALS = Map.of(
            "java.util.OptionalInt", Scalar.INT,
            "java.util.OptionalLong", Scalar.LONG,
            "java.util.OptionalDouble", Scalar.DOUBLE);

    /** What stands for a type that has been reported. */
    private static final Shape BROKEN = new Shape.Plain(Scalar.STRING, JavaType.of("java.lang", "String"));

    private final Env env;
    private final Registry registry;
    private final MarshalReader marshals;
    private final ClassReader classes;
    private final ExceptionReader exceptions;

    TypeReader(Env env, Registry registry) {
        this.env = env;
        this.registry = registry;
        this.marshals = new MarshalReader(env);
        this.classes = new ClassReader(env, registry, this);
        this.exceptions = new ExceptionReader(env, registry, this);
    }

    /** How a component, property, parameter or result travels; {@code @MarshalWith} may stand on any of the elements. */
    Form form(TypeMirror type, Subject subject, Element... declaredOn) {
        Marshal marshal = marshals.find(subject, declaredOn);
        Form form = form(type, subject, marshal);
        if (marshal != null && !marshal.isUsed()) {
            env.error(
                    subject,
                    marshal.marshaller().simpleName() + " is for "
                            + TypeNames.of(marshal.value()).full() + ", not for "
                            + TypeNames.of(type).full() + "; name a marshaller for this type");
        }
        return form;
    }

    private Form form(TypeMirror type, Subject subject, Marshal marshal) {
        if (marshal != null && marshal.takes(type, env)) {
            return new Form.Nullable(marshalled(type, subject, marshal));
        }
        if (type.getKind().isPrimitive()) {
            return new Form.Always(primitive(type));
        }
        if (type.getKind() == TypeKind.ARRAY && !isBytes(type)) {
            TypeMirror component = ((ArrayType) type).getComponentType();
            if (component instanceof DeclaredType declared
                    && !declared.getTypeArguments().isEmpty()) {
                env.error(
                        subject,
                        "an array of a generic type does not travel; use List<" + TypeNames.of(component) + ">");
                return new Form.Nullable(BROKEN);
            }
            return new Form.Many(Container.ARRAY, shape(component, subject.each("[]"), marshal));
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return new Form.Nullable(shape(type, subject, marshal));
        }
        DeclaredType declared = (DeclaredType) type;
        String name = env.element(type).getQualifiedName().toString();
        if (OPTIONALS.containsKey(name)) {
            Scalar scalar = OPTIONALS.get(name);
            JavaType number = JavaType.primitive(scalar.name().toLowerCase(java.util.Locale.ROOT));
            return new Form.Maybe(TypeNames.of(type), new Shape.Plain(scalar, number));
        }
        boolean generic =
                CONTAINERS.containsKey(name) || name.equals("java.util.Map") || name.equals("java.util.Optional");
        if (!generic) {
            return new Form.Nullable(shape(type, subject, marshal));
        }
        if (!hasProperArguments(declared, subject)) {
            return new Form.Nullable(BROKEN);
        }
        TypeMirror first = declared.getTypeArguments().get(0);
        if (name.equals("java.util.Optional")) {
            return new Form.Maybe(TypeNames.of(type).erased(), shape(first, subject, marshal));
        }
        return name.equals("java.util.Map")
                ? mapped(declared, subject, marshal)
                : new Form.Many(CONTAINERS.get(name), shape(first, subject.each("[]"), marshal));
    }

    private Form mapped(DeclaredType type, Subject subject, Marshal marshal) {
        Shape key = shape(type.getTypeArguments().get(0), subject.each("[key]"), marshal);
        Shape value = shape(type.getTypeArguments().get(1), subject.each("[]"), marshal);
        if (key instanceof Shape.Reference || value instanceof Shape.Reference) {
            env.error(subject, "a @RemoteService in a map does not travel; use a list of records");
        }
        JavaType map = TypeNames.of(type);
        String name = "entry of " + key(map, marshal);
        if (registry.begin(name, new Wish(name, "", map, suffix(marshal) + "Entry", subject))) {
            boolean isNative =
                    key instanceof Shape.Plain plain && plain.scalar().isMapKey();
            registry.put(new Message.Entry(name, map, key, value, isNative));
        }
        return new Form.Mapped(name, key, value);
    }

    /** How one value travels that is there. */
    Shape shape(TypeMirror type, Subject subject, Marshal marshal) {
        if (marshal != null && marshal.takes(type, env)) {
            return marshalled(type, subject, marshal);
        }
        return switch (type.getKind()) {
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE -> primitive(type);
            case ARRAY ->
                isBytes(type) ? new Shape.Plain(Scalar.BYTES, TypeNames.of(type)) : holder(type, subject, marshal);
            case DECLARED -> declared((DeclaredType) type, subject, marshal);
            case ERROR -> {
                env.foundUnresolved();
                yield BROKEN;
            }
            case TYPEVAR -> broken(subject, "the type variable " + type + " is not bound; write a concrete type");
            default -> broken(subject, type + " does not travel; use a record");
        };
    }

    private Shape declared(DeclaredType type, Subject subject, Marshal marshal) {
        TypeElement element = env.element(type);
        String name = element.getQualifiedName().toString();
        if (SCALARS.containsKey(name)) {
            return new Shape.Plain(SCALARS.get(name), TypeNames.of(type));
        }
        Optional<JdkType> jdkType = JdkType.of(name);
        if (jdkType.isPresent()) {
            return jdk(jdkType.get(), subject);
        }
        Marshal ownMarshal = marshals.find(subject, element);
        if (ownMarshal != null) {
            if (ownMarshal.takes(type, env)) {
                return marshalled(type, subject, ownMarshal);
            }
            return broken(
                    subject,
                    ownMarshal.marshaller().simpleName() + " on " + name + " is for "
                            + TypeNames.of(ownMarshal.value()).full() + "; name a marshaller for this type");
        }
        String cure = Cures.of(name);
        if (cure != null) {
            return broken(subject, name + " " + cure);
        }
        if (!hasProperArguments(type, subject)) {
            return BROKEN;
        }
        if (name.equals("java.util.Optional") || OPTIONALS.containsKey(name)) {
            return broken(subject, "an Optional inside of another type does not travel; use the type itself");
        }
        if (CONTAINERS.containsKey(name) || name.equals("java.util.Map")) {
            return holder(type, subject, marshal);
        }
        return classes.read(type, subject).orElse(BROKEN);
    }

    /** How an exception travels that a method declares. */
    Shape exception(DeclaredType type, Subject subject) {
        boolean isMarshalled = env.has(type.asElement(), Api.MARSHAL_WITH);
        return isMarshalled
                ? declared(type, subject, null)
                : exceptions.read(type, subject).orElse(BROKEN);
    }

    private Shape jdk(JdkType type, Subject subject) {
        String key = type.type().full();
        if (registry.begin(key, new Wish(key, "", type.type(), "", subject))) {
            registry.put(new Message.OfJdk(key, type));
        }
        return new Shape.Nested(type.type(), key);
    }

    private Shape holder(TypeMirror type, Subject subject, Marshal marshal) {
        JavaType name = TypeNames.of(type);
        String key = key(name, marshal);
        Form form = form(type, subject, marshal); // read again at each place: an error belongs to each of them
        if (registry.begin(key, new Wish(key, "", name, suffix(marshal), subject))) {
            String protoName = form instanceof Form.Mapped ? "entries" : "values";
            Field field = new Field(1, "value", protoName, name, form, "", "", name.toString(), "", false);
            registry.put(new Message.Holder(key, name, field));
        }
        return new Shape.Nested(name, key);
    }

    private Shape marshalled(TypeMirror type, Subject subject, Marshal marshal) {
        Shape wire = shape(marshal.wire(), subject, null);
        return new Shape.Marshalled(TypeNames.of(type), marshal.marshaller(), wire);
    }

    private Shape.Plain primitive(TypeMirror type) {
        return new Shape.Plain(Scalar.valueOf(type.getKind().name()), TypeNames.of(type));
    }

    private boolean hasProperArguments(DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        if (type.getTypeArguments().size() != element.getTypeParameters().size()) {
            env.error(
                    subject, "the raw type " + element.getSimpleName() + " does not travel; write its type arguments");
            return false;
        }
        for (TypeMirror argument : type.getTypeArguments()) {
            if (argument.getKind() == TypeKind.WILDCARD) {
                env.error(subject, "the wildcard in " + TypeNames.of(type) + " does not travel; write a concrete type");
                return false;
            }
        }
        return true;
    }

    private Shape broken(Subject subject, String causeAndCure) {
        env.error(subject, causeAndCure);
        return BROKEN;
    }

    private static boolean isBytes(TypeMirror type) {
        return ((ArrayType) type).getComponentType().getKind() == TypeKind.BYTE;
    }

    private static String key(JavaType type, Marshal marshal) {
        return marshal == null
                ? type.full()
                : type.full() + " by " + marshal.marshaller().full();
    }

    private static String suffix(Marshal marshal) {
        return marshal == null ? "" : "By" + marshal.marshaller().simpleName();
    }
}
