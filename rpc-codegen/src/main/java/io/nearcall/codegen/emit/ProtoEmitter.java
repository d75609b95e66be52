package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.EnumType;
import io.nearcall.codegen.model.Field;
import io.nearcall.codegen.model.Form;
import io.nearcall.codegen.model.JdkType;
import io.nearcall.codegen.model.Message;
import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Naming;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Reserved;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.model.Shape;
import io.nearcall.codegen.model.Traces;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes the {@code .proto} of one service. */
final class ProtoEmitter {
    private final Service service;
    private final ProtoText text = new ProtoText();
    private final ProtoTypes types;

    ProtoEmitter(Service service) {
        this.service = service;
        this.types = new ProtoTypes(service);
    }

    String emit() {
        service();
        for (Method method : service.methods()) {
            payload(method.request());
            payload(method.reply());
            failure(method);
        }
        service.messages().forEach(this::message);
        service.enums().forEach(this::enumeration);
        StringBuilder file = new StringBuilder("// Written by Nearcall from the interface ")
                .append(service.type().qualifiedName())
                .append(".\n\nsyntax = \"proto3\";\n\n");
        if (!service.protoPackage().isEmpty()) {
            file.append("package ").append(service.protoPackage()).append(";\n\n");
        }
        Set<String> imports = new TreeSet<>(types.imports());
        imports.forEach(path -> file.append("import \"").append(path).append("\";\n"));
        return file.append(imports.isEmpty() ? "" : "\n").append(text).toString();
    }

    private void service() {
        text.comment(service.about().doc());
        text.open("service " + service.protoName());
        deprecated(service.about());
        for (Method method : service.methods()) {
            text.comment(method.about().doc());
            if (method.style() == Method.Style.ONE_WAY) {
                text.comment(Traces.ONE_WAY);
            }
            String rpc = "rpc " + method.rpcName() + "(" + many(method.sends())
                    + types.name(method.request()) + ") returns (" + many(method.returns())
                    + types.name(method.reply()) + ")";
            if (!method.isIdempotent() && !method.about().isDeprecated()) {
                text.line(rpc + ";");
                continue;
            }
            text.open(rpc);
            deprecated(method.about());
            if (method.isIdempotent()) {
                text.line("option idempotency_level = IDEMPOTENT;");
            }
            text.close();
        }
        text.close();
    }

    private static String many(Method.Arity arity) {
        return arity == Method.Arity.ONE ? "" : "stream ";
    }

    private void payload(Payload payload) {
        if (payload instanceof Payload.Fields each) {
            text.gap();
            message(each.name(), new About("", false), each.fields());
        }
    }

    private void failure(Method method) {
        if (method.exceptions().isEmpty()) {
            return;
        }
        text.gap().comment("What " + method.rpcName() + " throws, in the trailer nearcall-exception-bin.");
        text.open("message " + method.failureName());
        Map<Integer, String> names = new TreeMap<>();
        method.exceptions().forEach(each -> names.put(each.number(), Naming.lowerSnake(name(each.shape()))));
        text.open("oneof " + (names.containsValue("thrown") ? "thrown_is" : "thrown"));
        method.exceptions().stream()
                .sorted(Comparator.comparingInt(Method.Thrown::number))
                .forEach(each -> text.line(
                        types.name(each.shape()) + " " + names.get(each.number()) + " = " + each.number() + ";"));
        text.close().close();
    }

    private String name(Shape exception) {
        return exception instanceof Shape.Nested
                ? service.name(exception)
                : exception.type().simpleName();
    }

    private void message(Message message) {
        if (message instanceof Message.OfRecord each) {
            text.gap().comment(each.about().doc());
            message(service.name(each), each.about(), each.fields());
        } else if (message instanceof Message.OfBean each) {
            text.gap().comment(each.about().doc());
            message(service.name(each), each.about(), each.fields());
        } else if (message instanceof Message.OneOf each) {
            oneOf(each);
        } else if (message instanceof Message.Holder each) {
            text.gap().comment(each.type() + ", where protobuf wants a message.");
            message(service.name(each), new About("", false), List.of(each.field()));
        } else if (message instanceof Message.Entry each && !each.isNative()) {
            text.gap().comment("One entry of " + each.type() + ".");
            text.open("message " + service.name(each));
            text.line(types.optional(each.keyShape()) + " key = 1;");
            text.line(types.optional(each.valueShape()) + " value = 2;");
            text.close();
        } else if (message instanceof Message.OfJdk each
                && each.jdkType().wellKnown().isEmpty()) {
            jdk(each);
        } else if (message instanceof Message.Foreign each && types.wellKnown(each.type()) == null) {
            text.gap()
                    .comment("Stands for the protobuf message of the class "
                            + each.type().full() + ", which has a .proto of its own.");
            text.open("message " + service.name(each)).close();
        }
    }

    private void message(String name, About about, List<Field> fields) {
        text.open("message " + name);
        deprecated(about);
        reserved(about.reserved(), Naming::lowerSnake);
        for (Field field : fields) {
            text.comment(field.doc());
            if (shape(field.form()) instanceof Shape.Reference reference) {
                text.comment(Traces.reference(reference.service()));
            }
            text.line(types.field(field) + " " + field.protoName() + " = " + field.number()
                    + (field.isDeprecated() ? " [deprecated = true];" : ";"));
        }
        text.close();
    }

    private static Shape shape(Form form) {
        if (form instanceof Form.Nullable nullable) {
            return nullable.shape();
        }
        if (form instanceof Form.Maybe maybe) {
            return maybe.shape();
        }
        return form instanceof Form.Many many ? many.shape() : null;
    }

    private void oneOf(Message.OneOf message) {
        text.gap().comment(message.about().doc());
        text.open("message " + service.name(message));
        deprecated(message.about());
        reserved(message.about().reserved(), Naming::lowerSnake);
        Set<String> names = new HashSet<>();
        message.alternatives().forEach(each -> names.add(Naming.lowerSnake(service.name(each.shape()))));
        text.open("oneof " + (names.contains("kind") ? "kind_of" : "kind"));
        message.alternatives()
                .forEach(each -> text.line(types.name(each.shape()) + " "
                        + Naming.lowerSnake(service.name(each.shape())) + " = " + each.number() + ";"));
        text.close().close();
    }

    private void jdk(Message.OfJdk message) {
        JdkType type = message.jdkType();
        text.gap().comment(type.doc());
        text.open("message " + service.name(message));
        for (int i = 0; i < type.parts().size(); i++) {
            JdkType.Part part = type.parts().get(i);
            text.line(part.scalar().proto() + " " + Naming.lowerSnake(part.name()) + " = " + (i + 1) + ";");
        }
        text.close();
    }

    private void enumeration(EnumType type) {
        String name = service.name(new Shape.Enumerated(type.type()));
        String prefix = Naming.upperSnake(name) + "_";
        text.gap().comment(type.about().doc());
        text.open("enum " + name);
        deprecated(type.about());
        reserved(type.about().reserved(), constant -> prefix + Naming.upperSnake(constant));
        text.line(prefix + Naming.ZERO + " = 0;");
        for (EnumType.Constant each : type.constants()) {
            text.comment(each.about().doc());
            text.line(prefix + Naming.constant(each.name()) + " = " + each.number()
                    + (each.about().isDeprecated() ? " [deprecated = true];" : ";"));
        }
        text.close();
    }

    private void reserved(Reserved reserved, UnaryOperator<String> protoName) {
        if (!reserved.numbers().isEmpty()) {
            text.line("reserved "
                    + reserved.numbers().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
                    + ";");
        }
        if (!reserved.names().isEmpty()) {
            text.line("reserved "
                    + reserved.names().stream()
                            .map(name -> "\"" + protoName.apply(name) + "\"")
                            .collect(Collectors.joining(", "))
                    + ";");
        }
    }

    private void deprecated(About about) {
        if (about.isDeprecated()) {
            text.line("option deprecated = true;");
        }
    }
}
