package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Writes the binding of one service: the stub, the dispatcher, and the codecs of both. */
final class BindingEmitter {
    private static final String PROCESSOR = "io.nearcall.codegen.RemoteServiceProcessor";

    private final Service service;
    private final Imports imports;
    private final ConstantNames constantNames = new ConstantNames();
    private final Helpers helpers = new Helpers(constantNames);
    private final List<String> constants;
    private final JavaType generated;

    /**
     * An emitter for {@code service}.
     *
     * @param isInHome whether the service's package has a class of that simple name
     * @param hasGenerated whether the annotation {@code Generated} can be seen from there
     */
    BindingEmitter(Service service, Predicate<String> isInHome, boolean hasGenerated) {
        this.service = service;
        Set<String> reserved = new HashSet<>(service.memberNames());
        reserved.add("Stub");
        reserved.add(service.binding().name());
        this.imports = new Imports(service.type().pkg(), isInHome, reserved);
        this.constants = service.methods().stream()
                .map(method -> constantNames.unique(Naming.upperSnake(method.rpcName())))
                .toList();
        this.generated = hasGenerated ? JavaType.of("javax.annotation.processing", "Generated") : null;
    }

    String emit() {
        imports.name(service.type()); // users' names first: they stay short
        service.messages().forEach(message -> claim(message.type()));
        service.enums().forEach(each -> claim(each.type()));
        String methods = body().toString(); // tells which helpers and imports there are
        String declaration = declaration();
        String infos = methodInfos();
        StringBuilder file = new StringBuilder();
        if (!service.type().pkg().isEmpty()) {
            file.append("package ").append(service.type().pkg()).append(";\n\n");
        }
        imports.statements().forEach(line -> file.append(line).append('\n'));
        file.append('\n').append(declaration);
        return file.append(infos).append(methods).append("}\n").toString();
    }

    private void claim(JavaType type) {
        if (type.pkg().equals(service.type().pkg())) {
            imports.name(type);
        }
    }

    private String declaration() {
        Code code = new Code(imports);
        code.add("""
                /**
                 * The binding of {@link %s}: the client half, the server half, and the codecs of both.
                 *
                 * <p>A {@code case} in a codec is a protobuf tag: the number of the field times 8, plus its wire type.
                 */""", service.type().name());
        if (generated != null) {
            code.add("@%s(\"" + PROCESSOR + "\")", generated);
        }
        List<String> suppressed =
                service.suppressed().stream().map(each -> '"' + each + '"').toList();
        if (!suppressed.isEmpty()) {
            String list = String.join(", ", suppressed);
            code.add("@$java.lang.SuppressWarnings(%s)", suppressed.size() == 1 ? list : "{" + list + "}");
        }
        code.add(
                "%sfinal class %s implements $io.nearcall.stub.ServiceBinding<%s> {",
                service.isPublic() ? "public " : "", service.binding().name(), service.type());
        code.add("/** The only instance. */");
        code.add(
                "public static final %1$s INSTANCE = new %1$s();",
                service.binding().name());
        return code.toString();
    }

    private String methodInfos() {
        Code code = new Code(imports, 1);
        if (!constants.isEmpty()) {
            code.gap();
        }
        for (int i = 0; i < constants.size(); i++) {
            Method method = service.methods().get(i);
            String exceptions = method.exceptions().isEmpty()
                    ? ""
                    : code.fill(
                            ", new $io.nearcall.stub.DeclaredExceptions(%1$s::write%2$s, %1$s::read%2$s)",
                            service.binding().name(), method.failureName());
            code.add(
                    "private static final $io.nearcall.stub.MethodInfo %s = new $io.nearcall.stub.MethodInfo(\"%s/%s\","
                            + " $io.nearcall.stub.MethodInfo.Kind.%s, %s%s)%s%s;",
                    constants.get(i),
                    service.fullName(),
                    method.rpcName(),
                    method.kind(),
                    method.isIdempotent(),
                    exceptions,
                    method.isInline() ? ".inline()" : "",
                    method.priority() == 0 ? "" : ".priority(" + method.priority() + ")");
        }
        helpers.emitConstants(code);
        return code.toString();
    }

    private Code body() {
        Code code = new Code(imports, 1);
        code.gap()
                .add(
                        "private static final $java.util.List<$io.nearcall.stub.MethodInfo> METHODS ="
                                + " $java.util.List.of(%s);",
                        String.join(", ", constants));
        code.gap().add("private %s() {}", service.binding().name());
        code.gap().add("@$java.lang.Override").add("public $java.lang.Class<%s> type() {", service.type());
        code.add("return %s.class;", service.type()).add("}");
        code.gap().add("@$java.lang.Override").add("public $java.lang.String name() {");
        code.add("return \"%s\";", service.fullName()).add("}");
        code.gap().add("@$java.lang.Override").add("public $java.util.List<$io.nearcall.stub.MethodInfo> methods() {");
        code.add("return METHODS;").add("}");
        code.gap().add("@$java.lang.Override").add("public %s stub($io.nearcall.stub.Caller caller) {", service.type());
        code.add("return new Stub(caller);").add("}");
        new DispatchEmitter(service, code, helpers, constants).emit();
        new StubEmitter(service, code, constants).emit();
        CodecEmitter codecs = new CodecEmitter(service, code, helpers);
        for (Method method : service.methods()) {
            if (method.request() instanceof Payload.Fields request
                    && !request.fields().isEmpty()) {
                codecs.writePayload(request.name(), request.fields());
                if (method.sends() != Method.Arity.ONE) {
                    codecs.readFields(request.fields().get(0).type(), request.name(), request.fields());
                }
            }
            if (method.reply() instanceof Payload.Fields reply) {
                codecs.writePayload(reply.name(), reply.fields());
                codecs.readFields(reply.fields().get(0).type(), reply.name(), reply.fields());
            }
            if (!method.exceptions().isEmpty()) {
                codecs.emitFailure(method);
            }
        }
        for (Message message : service.messages()) {
            codecs.emit(message);
        }
        service.enums().forEach(codecs::emit);
        helpers.emitMethods(code);
        return code;
    }
}
