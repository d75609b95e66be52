package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Reads a {@code @RemoteService} interface into the model. */
public final class ServiceReader {
    private final Env env;
    private final TypeElement element;
    private final Subject subject;

    private ServiceReader(Env env, TypeElement element) {
        this.env = env;
        this.element = element;
        this.subject = new Subject(TypeNames.of(element).simpleName(), true, element, element);
    }

    /**
     * Reads one service; all its problems are reported.
     *
     * @param sources the outermost classes whose source is being compiled
     */
    public static Outcome read(ProcessingEnvironment processing, Set<String> sources, TypeElement element) {
        Env env = new Env(processing, sources, element);
        Service service = new ServiceReader(env, element).read();
        if (env.hasErrors()) {
            return new Outcome(null, false);
        }
        return new Outcome(env.hasUnresolved() ? null : service, env.hasUnresolved());
    }

    /**
     * What became of a service.
     *
     * @param service the model, null if there is none
     * @param isUnresolved whether a type is missing that another processor may still write
     */
    public record Outcome(Service service, boolean isUnresolved) {}

    private Service read() {
        if (!isRemotable()) {
            return null;
        }
        env.isDeprecated(element);
        Registry registry = new Registry();
        MethodReader reader = new MethodReader(env, registry, (DeclaredType) element.asType(), subject);
        List<Method> methods = new ArrayList<>();
        Map<String, List<ExecutableElement>> byRpcName = new HashMap<>();
        for (ExecutableElement method : new Methods(env, element).remote()) {
            byRpcName
                    .computeIfAbsent(reader.rpcName(method), name -> new ArrayList<>())
                    .add(method);
            methods.add(reader.read(method));
        }
        byRpcName.forEach((name, sharing) -> reader.checkOverloads(name, sharing));
        ServiceName name = ServiceName.of(env, element);
        registry.wish(new Names.Wish("service", name.name(), null, "", subject));
        return new Service(
                TypeNames.of(element),
                isPublic(),
                name.pkg(),
                name.name(),
                env.about(element),
                methods,
                registry.messages(),
                registry.enums(),
                new Names(env).assign(registry.wishes()),
                memberNames(),
                List.copyOf(env.suppressed()));
    }

    private boolean isRemotable() {
        String explicit = env.value(element, Api.REMOTE_SERVICE).orElse("").toString();
        if (element.getKind() != ElementKind.INTERFACE) {
            env.error(subject, "@RemoteService belongs on an interface; move it to the interface of this type");
        } else if (element.getModifiers().contains(Modifier.SEALED)) {
            env.error(subject, "a sealed interface has no room for the generated stub; remove 'sealed'");
        } else if (!env.isAccessible(element)) {
            env.error(subject, "the generated binding cannot see a private interface; remove 'private'");
        } else if (!element.getTypeParameters().isEmpty()) {
            env.error(
                    subject,
                    "a service has no type parameters; extend it with concrete ones: interface My"
                            + element.getSimpleName() + " extends " + element.getSimpleName() + "<...>");
        } else if (!explicit.isEmpty() && !explicit.matches("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)*")) {
            env.error(
                    subject, "'" + explicit + "' is not a service name; write something like acme.greeter.v1.Greeter");
        }
        return !env.hasErrors();
    }

    private boolean isPublic() {
        for (Element at = element; at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> memberNames() {
        Set<String> names = new HashSet<>();
        for (Element member : env.elements.getAllMembers(element)) {
            names.add(member.getSimpleName().toString());
        }
        return names;
    }
}
