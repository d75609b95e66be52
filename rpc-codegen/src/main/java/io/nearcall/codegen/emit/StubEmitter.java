package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Method.Arity;
import io.nearcall.codegen.model.Method.Style;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the client half of a binding. */
final class StubEmitter {
    private final Service service;
    private final Code code;
    private final List<String> constants;

    StubEmitter(Service service, Code code, List<String> constants) {
        this.service = service;
        this.code = code;
        this.constants = constants;
    }

    void emit() {
        code.gap().add("/** The client half: each method is a call. */");
        code.add("private static final class Stub implements %s {", service.type());
        code.add("private final $io.nearcall.stub.Caller caller;").gap();
        code.add("Stub($io.nearcall.stub.Caller caller) {")
                .add("this.caller = caller;")
                .add("}");
        for (int i = 0; i < constants.size(); i++) {
            method(service.methods().get(i), constants.get(i));
        }
        code.add("}");
    }

    private void method(Method method, String constant) {
        Locals locals = method.isStreaming()
                ? new Locals("caller", "nothing", "out", "e", "thrown", "declared")
                : new Locals("call", "e", "caller", "nothing", "thrown", "declared");
        List<String> params = new ArrayList<>();
        for (int i = 0; i < method.params().size(); i++) {
            Method.Param param = method.params().get(i);
            boolean varargs = method.isVarargs() && i == method.params().size() - 1;
            JavaType type = varargs ? param.type().component() : param.type();
            params.add(code.fill(varargs ? "%s... %s" : "%s %s", type, locals.of(param.name())));
        }
        code.gap().add("@$java.lang.Override");
        boolean isThrowing = method.style() == Style.BLOCKING
                && method.returns() == Arity.ONE
                && !method.exceptions().isEmpty();
        String clause = !isThrowing
                ? ""
                : method.exceptions().stream()
                        .map(each -> code.fill("%s", each.shape().type()))
                        .collect(Collectors.joining(", ", " throws ", ""));
        code.add("public %s %s(%s)%s {", method.result(), method.name(), String.join(", ", params), clause);
        if (method.request() instanceof Payload.Whole && method.sends() == Arity.ONE) {
            String name = method.params().get(0).name();
            code.add(
                    "$java.util.Objects.requireNonNull(%s, \"%s/%s: %s is null; a request needs a value\");",
                    locals.of(name), service.fullName(), method.rpcName(), name);
        }
        if (method.isStreaming()) {
            if (isThrowing) {
                code.add("try {");
            }
            stream(method, constant, locals);
            if (isThrowing) {
                rethrow(method, constant);
                code.add("}");
            }
            code.add("}");
            return;
        }
        code.add("try ($io.nearcall.transport.OutboundCall call = caller.newCall(%s)) {", outer(constant));
        request(method, locals);
        if (method.style() == Style.ONE_WAY) {
            code.add("call.send();");
            named(constant);
            code.add("}");
        } else if (method.style() == Style.FUTURE) {
            String decoder = method.exceptions().isEmpty()
                    ? decoder(method)
                    : code.fill("$io.nearcall.stub.Replies.reader(%s, %s)", outer(constant), decoder(method));
            code.add("return call.invokeAsync(%s);", decoder);
            code.add("} catch ($io.nearcall.RpcException e) {");
            code.add("return $java.util.concurrent.CompletableFuture.failedFuture(%s.named(e));", outer(constant))
                    .add("}");
        } else {
            reply(method);
            if (isThrowing) {
                rethrow(method, constant);
            } else {
                named(constant);
            }
            if (method.name().equals("close") && method.params().isEmpty()) {
                code.add("} finally {").add("$io.nearcall.stub.References.release(this);");
            }
            code.add("}");
        }
        code.add("}");
    }

    private void stream(Method method, String constant, Locals locals) {
        String sent;
        if (method.sends() == Arity.ONE) {
            sent = "out -> " + Objects.requireNonNullElse(written("out", method, locals), "{}");
        } else {
            String codec = CodecEmitter.codec(service, method.request());
            sent = locals.of(method.params().get(0).name()) + ", "
                    + service.binding().name() + "::write" + codec;
        }
        boolean isVoid = method.reply() instanceof Payload.Nothing && method.style() == Style.BLOCKING;
        code.add(
                "%s$io.nearcall.stub.Streaming.call(caller, %s, %s).%s(%s);",
                isVoid ? "" : "return ", outer(constant), sent, form(method), decoder(method));
        if (isVoid && !method.result().isPrimitive()) {
            code.add("return null;");
        }
    }

    private static String form(Method method) {
        return switch (method.returns()) {
            case STREAM -> "stream";
            case PUBLISHER -> "publisher";
            case ONE -> method.style() == Style.FUTURE ? "future" : "reply";
        };
    }

    private void rethrow(Method method, String constant) {
        code.add("} catch ($io.nearcall.RpcException e) {");
        code.add("$java.lang.Throwable thrown = %s.exceptions().thrown(e);", outer(constant));
        for (Method.Thrown each : method.exceptions()) {
            code.add("if (thrown instanceof %s declared) {", each.shape().type());
            code.add("throw declared;").add("}");
        }
        code.add("throw %s.named(e);", outer(constant));
    }

    private void named(String constant) {
        code.add("} catch ($io.nearcall.RpcException e) {").add("throw %s.named(e);", outer(constant));
    }

    private void request(Method method, Locals locals) {
        String written = written("call.request()", method, locals);
        if (written != null) {
            code.add("%s;", written);
        }
    }

    /** The invocation that writes the request, null where there is nothing to write. */
    private String written(String out, Method method, Locals locals) {
        List<String> args = new ArrayList<>(List.of(out));
        if (method.request() instanceof Payload.Fields fields) {
            if (fields.fields().isEmpty()) {
                return null;
            }
            fields.fields().stream().map(Field::name).map(locals::of).forEach(args::add);
        } else {
            args.add(locals.of(method.params().get(0).name()));
        }
        String codec = "write" + CodecEmitter.codec(service, method.request());
        return outer(codec) + "(" + String.join(", ", args) + ")";
    }

    private void reply(Method method) {
        if (method.reply() instanceof Payload.Nothing) {
            code.add("call.invoke();");
            if (!method.result().isPrimitive()) {
                code.add("return null;"); // Void, bound by a type argument
            }
            return;
        }
        code.add("return %s(call.invoke());", outer("read" + CodecEmitter.codec(service, method.reply())));
    }

    private String decoder(Method method) {
        return method.reply() instanceof Payload.Nothing
                ? "nothing -> null"
                : service.binding().name() + "::read" + CodecEmitter.codec(service, method.reply());
    }

    /** A member of the binding, named so that members of the interface do not hide it. */
    private String outer(String member) {
        return service.memberNames().contains(member) ? service.binding().name() + "." + member : member;
    }
}
