package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Method.Arity;
import io.nearcall.codegen.model.Method.Param;
import io.nearcall.codegen.model.Method.Style;
import io.nearcall.codegen.model.Method.Thrown;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads one remote method. */
final class MethodReader {
    private static final int MAX_PRIORITY = 31; // what POSIX has at least

    private static final Set<String> FUTURES =
            Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");
    private static final Map<String, Arity> STREAMS = Map.of(
            "java.util.stream.Stream", Arity.STREAM,
            "java.util.concurrent.Flow.Publisher", Arity.PUBLISHER);
    private static final Map<String, String> PRIMITIVE_STREAMS = Map.of(
            "java.util.stream.IntStream", "Stream<Integer>",
            "java.util.stream.LongStream", "Stream<Long>",
            "java.util.stream.DoubleStream", "Stream<Double>");

    private static final Set<String> UNSPECIFIC = Set.of("java.lang.Throwable", "java.lang.Exception");

    /** What arrives as a status, declared or not. */
    private static final Set<String> STATUSES =
            Set.of("java.lang.RuntimeException", "java.lang.InterruptedException", "io.nearcall.RpcException");

    private final Env env;
    private final Registry registry;
    private final TypeReader types;
    private final DeclaredType service;
    private final Subject serviceSubject;

    MethodReader(Env env, Registry registry, DeclaredType service, Subject serviceSubject) {
        this.env = env;
        this.registry = registry;
        this.types = new TypeReader(env, registry);
        this.service = service;
        this.serviceSubject = serviceSubject;
    }

    String rpcName(ExecutableElement method) {
        Object explicit = env.value(method, Api.RPC_METHOD).orElse(null);
        return explicit == null ? Naming.upperCamel(method.getSimpleName().toString()) : explicit.toString();
    }

    Method read(ExecutableElement method) {
        Subject subject = subject(method);
        ExecutableType type = (ExecutableType) env.types.asMemberOf(service, method);
        String rpcName = rpcName(method);
        if (!rpcName.matches("[A-Za-z]\\w*")) {
            env.error(subject, "'" + rpcName + "' is not an RPC name; write something like FindByName");
        }
        if (!method.getTypeParameters().isEmpty()) {
            env.error(subject, "a method with type parameters does not travel; write one method for each type");
            return null;
        }
        String doc = env.elements.getDocComment(method);
        Style style = style(method, type.getReturnType(), subject);
        Payload reply = reply(method, type.getReturnType(), rpcName, subject);
        Payload request = request(method, type, rpcName, doc, subject);
        List<Thrown> exceptions = exceptions(type, style, rpcName, subject);
        List<Param> params = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            params.add(new Param(
                    method.getParameters().get(i).getSimpleName().toString(),
                    TypeNames.of(type.getParameterTypes().get(i))));
        }
        Arity sends = sends(type, style, subject);
        Arity returns = arity(type.getReturnType());
        if (env.has(method, Api.INLINE) && (style == Style.ONE_WAY || sends != Arity.ONE || returns != Arity.ONE)) {
            env.error(
                    subject,
                    "@Inline is for methods with one request and one reply; one-way calls keep their order and streams"
                            + " wait, so remove @Inline");
        }
        int priority = (int) env.value(method, Api.PRIORITY).orElse(0);
        if (env.has(method, Api.PRIORITY) && (style != Style.ONE_WAY || priority < 0 || priority > MAX_PRIORITY)) {
            env.error(subject, "@Priority is for @OneWay methods, with a number from 0 to " + MAX_PRIORITY);
        }
        return new Method(
                method.getSimpleName().toString(),
                rpcName,
                style,
                TypeNames.of(type.getReturnType()),
                params,
                method.isVarArgs(),
                request,
                sends,
                reply,
                returns,
                !type.getThrownTypes().isEmpty(),
                exceptions,
                env.has(method, Api.IDEMPOTENT),
                env.has(method, Api.INLINE),
                priority,
                env.about(method));
    }

    void checkOverloads(String rpcName, List<ExecutableElement> sharing) {
        if (sharing.size() < 2) {
            return;
        }
        for (ExecutableElement method : sharing) {
            env.error(
                    subject(method),
                    sharing.size() + " methods have the RPC name " + rpcName + "; give each but one its own by"
                            + " @RpcMethod(\"...\"), or, to pass more, append a component to the parameter's record");
        }
    }

    // ---- result

    private Style style(ExecutableElement method, TypeMirror result, Subject subject) {
        if (env.has(method, Api.ONE_WAY)) {
            if (result.getKind() != TypeKind.VOID) {
                env.error(subject, "a @OneWay method has no reply; make it void, or remove @OneWay");
            }
            return Style.ONE_WAY;
        }
        return FUTURES.contains(nameOf(result)) ? Style.FUTURE : Style.BLOCKING;
    }

    private Payload reply(ExecutableElement method, TypeMirror declared, String rpcName, Subject subject) {
        TypeMirror result = declared;
        Subject at = new Subject(subject.path() + "()", true, subject.element(), subject.anchor());
        if (FUTURES.contains(nameOf(declared))) {
            List<? extends TypeMirror> args = ((DeclaredType) declared).getTypeArguments();
            if (args.isEmpty() || args.get(0).getKind() == TypeKind.WILDCARD) {
                env.error(at, "the type of the reply is not known; write CompletableFuture<Type>");
                return new Payload.Nothing();
            }
            result = args.get(0);
        }
        if (arity(declared) != Arity.ONE || PRIMITIVE_STREAMS.containsKey(nameOf(declared))) {
            return element(declared, rpcName + "Response", at, method);
        }
        if (arity(result) != Arity.ONE) {
            env.error(at, "a stream inside of a future does not travel; return the stream itself");
            return new Payload.Nothing();
        }
        if (nameOf(result).equals("java.util.concurrent.Future")) {
            env.error(at, "Future does not travel; use CompletableFuture");
            return new Payload.Nothing();
        }
        if (result.getKind() == TypeKind.VOID || nameOf(result).equals("java.lang.Void")) {
            return new Payload.Nothing();
        }
        Form form = types.form(result, at, method);
        if (isWhole(form)) {
            return new Payload.Whole((Shape.Nested) ((Form.Nullable) form).shape());
        }
        FieldList fields = new FieldList(env);
        String path = subject.path() + "()";
        fields.add(at, "value", path, TypeNames.of(result), form, new About("", false));
        return wrapped(rpcName + "Response", fields.fields(), subject);
    }

    // ---- request

    private Payload request(
            ExecutableElement method, ExecutableType type, String rpcName, String doc, Subject subject) {
        List<? extends VariableElement> params = method.getParameters();
        FieldList fields = new FieldList(env);
        for (int i = 0; i < params.size(); i++) {
            VariableElement param = params.get(i);
            TypeMirror paramType = type.getParameterTypes().get(i);
            String name = param.getSimpleName().toString();
            Subject at = subject.ofMethod("(" + name + ")", param, env);
            if (arity(paramType) != Arity.ONE || PRIMITIVE_STREAMS.containsKey(nameOf(paramType))) {
                if (params.size() == 1) {
                    return element(paramType, rpcName + "Request", at, param);
                }
                env.error(
                        at,
                        "a stream beside other parameters does not travel; put them into the stream's first element,"
                                + " or into a call of their own before it");
                continue;
            }
            Form form = types.form(paramType, at, param);
            if (params.size() == 1 && isWhole(form)) {
                if (env.has(param, Api.TAG)) {
                    env.error(at, "it is the whole request and has no number; remove @Tag");
                }
                return new Payload.Whole((Shape.Nested) ((Form.Nullable) form).shape());
            }
            About about = new About(Docs.param(doc, name), env.isDeprecated(param));
            fields.add(at, name, at.path(), TypeNames.of(paramType), form, about, param);
        }
        return wrapped(rpcName + "Request", fields.fields(), subject);
    }

    // ---- streams

    private Arity sends(ExecutableType type, Style style, Subject subject) {
        List<? extends TypeMirror> params = type.getParameterTypes();
        Arity arity = params.size() == 1 ? arity(params.get(0)) : Arity.ONE;
        if (arity != Arity.ONE && style == Style.ONE_WAY) {
            env.error(subject, "a @OneWay method sends one message; remove @OneWay, or pass List");
        }
        return arity;
    }

    private Arity arity(TypeMirror type) {
        return STREAMS.getOrDefault(nameOf(type), Arity.ONE);
    }

    /** What each element of a stream is: a message, or a value in one. */
    private Payload element(TypeMirror stream, String wrapper, Subject at, Element declaration) {
        String boxed = PRIMITIVE_STREAMS.get(nameOf(stream));
        if (boxed != null) {
            env.error(at, nameOf(stream) + " does not travel; use " + boxed);
            return new Payload.Nothing();
        }
        List<? extends TypeMirror> args = ((DeclaredType) stream).getTypeArguments();
        if (args.isEmpty() || args.get(0).getKind() == TypeKind.WILDCARD) {
            env.error(
                    at,
                    "the type of the elements is not known; write "
                            + env.types.asElement(stream).getSimpleName() + "<Type>");
            return new Payload.Nothing();
        }
        Form form = types.form(args.get(0), at, declaration);
        if (isWhole(form)) {
            return new Payload.Whole((Shape.Nested) ((Form.Nullable) form).shape());
        }
        FieldList fields = new FieldList(env);
        fields.add(at, "value", at.path(), TypeNames.of(args.get(0)), form, new About("", false));
        return wrapped(wrapper, fields.fields(), at);
    }

    private Payload wrapped(String name, List<Field> fields, Subject subject) {
        registry.wish(new Names.Wish(name, name, null, "", subject));
        return new Payload.Fields(name, fields);
    }

    /** A record and its like is the request or reply itself, unless a marshaller makes it. */
    private boolean isWhole(Form form) {
        return form instanceof Form.Nullable nullable
                && nullable.shape() instanceof Shape.Nested nested
                && registry.isPayload(nested.key());
    }

    // ---- exceptions

    private List<Thrown> exceptions(ExecutableType type, Style style, String rpcName, Subject subject) {
        List<? extends TypeMirror> clause = type.getThrownTypes();
        List<Thrown> exceptions = new ArrayList<>();
        List<TypeMirror> seen = new ArrayList<>(); // beside exceptions
        for (int i = 0; i < clause.size(); i++) {
            TypeMirror thrown = clause.get(i);
            if (thrown.getKind() == TypeKind.ERROR) {
                env.foundUnresolved();
            } else if (travels(thrown, style, subject)) {
                Subject at = subject.each(" throws " + TypeNames.of(thrown));
                int place = 0; // before its superclasses, which would match it too
                while (place < seen.size() && !env.types.isSubtype(thrown, seen.get(place))) {
                    place++;
                }
                seen.add(place, thrown);
                exceptions.add(place, new Thrown(i + 1, types.exception((DeclaredType) thrown, at)));
            }
        }
        if (!exceptions.isEmpty()) {
            String name = rpcName + "Failure";
            registry.wish(new Names.Wish(name, name, null, "", subject));
        }
        return exceptions;
    }

    /** Whether it arrives as itself; others become a status. */
    private boolean travels(TypeMirror thrown, Style style, Subject subject) {
        if (UNSPECIFIC.contains(nameOf(thrown))) {
            env.error(subject, nameOf(thrown) + " does not say what travels; declare the exceptions that are meant");
            return false;
        }
        boolean isError = env.types.isSubtype(
                thrown, env.elements.getTypeElement("java.lang.Error").asType());
        if (isError || STATUSES.contains(nameOf(thrown))) {
            return false;
        }
        if (style == Style.ONE_WAY) {
            env.error(subject, "a @OneWay method has no reply to bring an exception; remove the throws clause");
            return false;
        }
        return true;
    }

    private Subject subject(ExecutableElement method) {
        String path = serviceSubject.path() + "." + method.getSimpleName();
        boolean source = env.isSource(method);
        return new Subject(path, true, method, source ? method : serviceSubject.element());
    }

    private String nameOf(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED && env.types.asElement(type) instanceof TypeElement element
                ? element.getQualifiedName().toString()
                : "";
    }
}
