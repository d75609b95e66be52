package io.nearcall.codegen.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the remote methods of an interface: the abstract ones, inherited ones first, each once. */
final class Methods {
    private final Env env;
    private final TypeElement service;

    Methods(Env env, TypeElement service) {
        this.env = env;
        this.service = service;
    }

    List<ExecutableElement> remote() {
        Set<ExecutableElement> all = new LinkedHashSet<>();
        collect(service, all);
        List<ExecutableElement> remote = new ArrayList<>();
        for (ExecutableElement method : all) {
            boolean overridden =
                    all.stream().anyMatch(other -> other != method && env.elements.overrides(other, method, service));
            boolean isAbstract = method.getModifiers().contains(Modifier.ABSTRACT);
            if (isAbstract && !overridden && !isObjectMethod(method)) {
                merge(remote, method);
            }
        }
        return remote;
    }

    private void collect(TypeElement type, Set<ExecutableElement> all) {
        for (TypeMirror parent : type.getInterfaces()) {
            if (env.types.asElement(parent) instanceof TypeElement element) {
                collect(element, all);
            }
        }
        all.addAll(ElementFilter.methodsIn(type.getEnclosedElements()));
    }

    /** Two unrelated interfaces may declare the same method: the one with the narrower result stays. */
    private void merge(List<ExecutableElement> remote, ExecutableElement method) {
        for (int i = 0; i < remote.size(); i++) {
            ExecutableElement other = remote.get(i);
            boolean same = other.getSimpleName().equals(method.getSimpleName())
                    && env.types.isSubsignature(resolved(other), resolved(method));
            if (same) {
                TypeMirror result = resolved(method).getReturnType();
                if (env.types.isSubtype(result, resolved(other).getReturnType())) {
                    remote.set(i, method);
                }
                return;
            }
        }
        remote.add(method);
    }

    private ExecutableType resolved(ExecutableElement method) {
        return (ExecutableType) env.types.asMemberOf((DeclaredType) service.asType(), method);
    }

    private boolean isObjectMethod(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        return switch (method.getParameters().size()) {
            case 0 -> name.equals("toString") || name.equals("hashCode");
            case 1 ->
                name.equals("equals")
                        && env.types.asElement(method.getParameters().get(0).asType()) instanceof TypeElement type
                        && type.getQualifiedName().contentEquals("java.lang.Object");
            default -> false;
        };
    }
}
