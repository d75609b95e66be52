package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the exceptions that methods declare: a constructor, and an accessor for each of its parameters. */
final class ExceptionReader {
    private static final String MESSAGE = "message";

    private final Env env;
    private final Registry registry;
    private final TypeReader types;

    ExceptionReader(Env env, Registry registry, TypeReader types) {
        this.env = env;
        this.registry = registry;
        this.types = types;
    }

    /** One parameter and what returns its value. */
    private record Part(String name, VariableElement parameter, ExecutableElement accessor) {}

    /** Empty once the reason was reported. */
    Optional<Shape> read(DeclaredType type, Subject subject) {
        TypeElement element = env.element(type);
        String why = whyNot(element);
        List<Part> parts = why == null ? parts(element) : null;
        if (parts == null) {
            env.error(
                    subject,
                    element.getQualifiedName() + " does not travel: it "
                            + (why == null ? "cannot be made again from its accessors" : why)
                            + "; give it one public constructor whose parameters are named as its accessors are (message"
                            + " for getMessage), or use @MarshalWith on it, or throw RpcException with a status");
            return Optional.empty();
        }
        env.isDeprecated(element);
        JavaType name = TypeNames.of(type);
        String key = name.full();
        if (registry.begin(key, new Names.Wish(key, "", name, "", at(subject, element)))) {
            registry.put(message(key, element, parts, subject));
        }
        return Optional.of(new Shape.Nested(name, key));
    }

    private Message message(String key, TypeElement element, List<Part> parts, Subject subject) {
        JavaType type = TypeNames.of(element);
        String doc = env.elements.getDocComment(element);
        FieldList fields = new FieldList(env, element, subject);
        for (Part part : parts) {
            Subject at = subject.member(type, part.name, part.parameter, env);
            TypeMirror travels = part.parameter.asType();
            Form form = types.form(travels, at, part.parameter, part.accessor);
            fields.addProperty(
                    at,
                    part.name,
                    type + "." + part.name,
                    TypeNames.of(travels),
                    form,
                    new About(Docs.param(doc, part.name), env.isDeprecated(part.accessor)),
                    part.accessor.getSimpleName().toString(),
                    "",
                    part.parameter,
                    part.accessor);
        }
        return new Message.OfRecord(key, type, fields.fields(), env.about(element));
    }

    private Subject at(Subject subject, TypeElement element) {
        return env.isSource(element) ? new Subject(TypeNames.of(element).toString(), true, element, element) : subject;
    }

    private String whyNot(TypeElement element) {
        if (!env.isAccessible(element)) {
            return "cannot be seen by the generated binding";
        }
        boolean inner =
                element.getNestingKind().isNested() && !element.getModifiers().contains(Modifier.STATIC);
        return element.getModifiers().contains(Modifier.ABSTRACT) ? "is abstract" : inner ? "is an inner class" : null;
    }

    /** The parameters of the longest constructor with their accessors; null when one has none. */
    private List<Part> parts(TypeElement element) {
        List<ExecutableElement> constructors = ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                .filter(each -> env.isAccessible(each) && !takesCause(each))
                .sorted(Comparator.comparingInt(each -> -each.getParameters().size()))
                .toList();
        if (isPlain(element)) {
            return plain(element, constructors);
        }
        int longest =
                constructors.isEmpty() ? 0 : constructors.get(0).getParameters().size();
        boolean ambiguous =
                constructors.size() > 1 && constructors.get(1).getParameters().size() == longest;
        if (constructors.isEmpty()
                || ambiguous
                || !constructors.get(0).getThrownTypes().isEmpty()) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        for (VariableElement parameter : constructors.get(0).getParameters()) {
            String name = parameter.getSimpleName().toString();
            ExecutableElement accessor = accessor(element, name, parameter.asType());
            if (accessor == null) {
                return null;
            }
            parts.add(new Part(name, parameter, accessor));
        }
        return parts;
    }

    /** Causes do not travel: a constructor that takes one is not the one to call. */
    private boolean takesCause(ExecutableElement constructor) {
        TypeMirror throwable =
                env.elements.getTypeElement("java.lang.Throwable").asType();
        return constructor.getParameters().stream().anyMatch(each -> env.types.isAssignable(each.asType(), throwable));
    }

    /** Class files of the JDK do not name parameters; one of its exceptions that has only a message is known all the same. */
    private boolean isPlain(TypeElement element) {
        return element.getQualifiedName().toString().startsWith("java.")
                && lineage(element).stream().noneMatch(this::hasAccessors);
    }

    private List<Part> plain(TypeElement element, List<ExecutableElement> constructors) {
        for (ExecutableElement constructor : constructors) {
            boolean takesMessage = constructor.getParameters().size() == 1
                    && constructor.getParameters().get(0).asType().toString().equals("java.lang.String");
            if (takesMessage) {
                VariableElement parameter = constructor.getParameters().get(0);
                return List.of(new Part(MESSAGE, parameter, accessor(element, MESSAGE, parameter.asType())));
            }
        }
        return null;
    }

    private boolean hasAccessors(TypeElement element) {
        return !element.getQualifiedName().contentEquals("java.lang.Throwable")
                && ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                        .anyMatch(each -> isAccessor(each) && !isOfThrowable(each));
    }

    private boolean isOfThrowable(ExecutableElement method) {
        TypeElement throwable = env.elements.getTypeElement("java.lang.Throwable");
        return env.elements.getAllMembers(throwable).stream()
                .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName()));
    }

    private ExecutableElement accessor(TypeElement element, String name, TypeMirror type) {
        String suffix = Naming.upperCamel(name);
        for (TypeElement each : lineage(element)) {
            for (ExecutableElement method : ElementFilter.methodsIn(each.getEnclosedElements())) {
                String called = method.getSimpleName().toString();
                boolean named = called.equals(name)
                        || called.equals("get" + suffix)
                        || called.equals("is" + suffix) && type.getKind() == TypeKind.BOOLEAN;
                if (named && isAccessor(method) && env.types.isSameType(method.getReturnType(), type)) {
                    return method;
                }
            }
        }
        return null;
    }

    private boolean isAccessor(ExecutableElement method) {
        return method.getParameters().isEmpty()
                && method.getReturnType().getKind() != TypeKind.VOID
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getThrownTypes().isEmpty()
                && env.isAccessible(method);
    }

    /** The class, then its superclasses up to {@code Throwable}. */
    private List<TypeElement> lineage(TypeElement element) {
        List<TypeElement> lineage = new ArrayList<>();
        TypeElement at = element;
        while (!at.getQualifiedName().contentEquals("java.lang.Object")) {
            lineage.add(at);
            at = env.element(at.getSuperclass());
        }
        return lineage;
    }
}
