package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Method.Arity;
import io.nearcall.codegen.model.Method.Style;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the server half of a binding. */
final class DispatchEmitter {
    private final Service service;
    private final Code code;
    private final Helpers helpers;
    private final List<String> constants;

    DispatchEmitter(Service service, Code code, Helpers helpers, List<String> constants) {
        this.service = service;
        this.code = code;
        this.helpers = helpers;
        this.constants = constants;
    }

    void emit() {
        code.gap().add("@$java.lang.Override");
        code.add(
                "public void dispatch(%s service, int index, $io.nearcall.transport.InboundCall call)%s {",
                service.type(), throwing(service.methods().stream().anyMatch(Method::isThrowing)));
        code.add("switch (index) {");
        for (int i = 0; i < service.methods().size(); i++) {
            code.add(
                    "case %s -> dispatch%s(service, call);",
                    i, service.methods().get(i).rpcName());
        }
        code.add("default -> throw new $java.lang.IndexOutOfBoundsException(\"no method \" + index);");
        code.add("}").add("}");
        for (int i = 0; i < constants.size(); i++) {
            method(service.methods().get(i), constants.get(i));
        }
    }

    private void method(Method method, String constant) {
        code.gap()
                .add(
                        "private static void dispatch%s(%s service, $io.nearcall.transport.InboundCall call)%s {",
                        method.rpcName(), service.type(), throwing(method.isThrowing()));
        String arguments = request(method, constant);
        String invocation = "service." + method.name() + "(" + arguments + ")";
        if (method.returns() != Arity.ONE) {
            String stream = method.sends() == Arity.ONE
                    ? code.fill("$io.nearcall.stub.ServedStream.open(call, %s)", constant)
                    : "requests";
            code.add(
                    "%s.reply(%s, %s::write%s);",
                    stream, invocation, service.binding().name(), CodecEmitter.codec(service, method.reply()));
        } else if (method.style() == Style.FUTURE) {
            future(method, constant, invocation);
        } else if (method.reply() instanceof Payload.Nothing) {
            code.add("%s;", invocation).add("call.complete();");
        } else {
            code.add("%s reply = %s;", method.result(), invocation);
            refuseNull(method, "call.fullMethod()");
            code.add("write%s(call.reply(), reply);", CodecEmitter.codec(service, method.reply()));
            code.add("call.complete();");
        }
        code.add("}");
    }

    private String throwing(boolean isThrowing) {
        return isThrowing ? code.fill(" throws $java.lang.Exception") : "";
    }

    /** Reads the request into variables. */
    private String request(Method method, String constant) {
        if (method.sends() != Arity.ONE) {
            JavaType stream = method.params().get(0).type();
            code.add(
                    "$io.nearcall.stub.ServedStream<%s> requests = $io.nearcall.stub.ServedStream.open(call, %s,"
                            + " %s::read%s);",
                    stream.args().get(0),
                    constant,
                    service.binding().name(),
                    CodecEmitter.codec(service, method.request()));
            return method.sends() == Arity.STREAM ? "requests.stream()" : "requests.publisher()";
        }
        Locals locals = new Locals(CodecEmitter.with(FieldReader.NAMES, "service", "call", "reply", "out", "nothing"));
        if (method.request() instanceof Payload.Whole whole) {
            Method.Param param = method.params().get(0);
            String variable = locals.of(param.name());
            code.add("%s %s = read%s(call.request());", param.type(), variable, service.name(whole.shape()));
            return variable;
        }
        List<Field> fields = ((Payload.Fields) method.request()).fields();
        if (fields.isEmpty()) {
            return "";
        }
        FieldReader reader = new FieldReader(service, code, helpers, locals);
        code.add("$io.nearcall.wire.WireReader in = call.request();");
        CodecEmitter.loop(code, reader, locals, fields, ((Payload.Fields) method.request()).name());
        return fields.stream()
                .map(field -> reader.result(field, locals.of(field.name())))
                .collect(Collectors.joining(", "));
    }

    private void future(Method method, String constant, String invocation) {
        String whenDone = code.fill("$io.nearcall.stub.Replies.whenDone");
        if (method.reply() instanceof Payload.Nothing) {
            code.add("%s(call, %s, %s, (out, nothing) -> {});", whenDone, constant, invocation);
            return;
        }
        String codec = CodecEmitter.codec(service, method.reply());
        if (method.reply() instanceof Payload.Fields) {
            code.add(
                    "%s(call, %s, %s, %s::write%s);",
                    whenDone, constant, invocation, service.binding().name(), codec);
            return;
        }
        code.add("%s(call, %s, %s, (out, reply) -> {", whenDone, constant, invocation);
        refuseNull(method, constant + ".fullName()");
        code.add("write%s(out, reply);", codec).add("});");
    }

    private void refuseNull(Method method, String name) {
        if (method.reply() instanceof Payload.Whole) {
            code.add("if (reply == null) {");
            code.add("throw $io.nearcall.stub.Replies.noReply(%s);", name);
            code.add("}");
        }
    }
}
