package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * What is being read, and where an error about it is shown.
 *
 * @param path its name in messages: {@code Order.items[].due}
 * @param isRoot whether it belongs to a method: the paths of its components start anew, with the name of its type
 * @param element its declaration
 * @param anchor the nearest element on the way here that is source of this compilation
 */
record Subject(String path, boolean isRoot, Element element, Element anchor) {
    /** A parameter, result or other part of a method. */
    Subject ofMethod(String suffix, Element declaration, Env env) {
        return new Subject(path + suffix, true, declaration, env.isSource(declaration) ? declaration : anchor);
    }

    /** A component of this, which is of type {@code owner}. */
    Subject member(JavaType owner, String name, Element declaration, Env env) {
        String prefix = isRoot ? owner.toString() : path;
        return new Subject(prefix + "." + name, false, declaration, env.isSource(declaration) ? declaration : anchor);
    }

    /** A subtype of this. */
    Subject subtype(Element declaration, Env env) {
        return new Subject(
                path + "(" + declaration.getSimpleName() + ")",
                isRoot,
                declaration,
                env.isSource(declaration) ? declaration : anchor);
    }

    /** The type of this. */
    Subject declared(TypeElement declaration, Env env) {
        return new Subject(
                TypeNames.of(declaration).toString(),
                true,
                declaration,
                env.isSource(declaration) ? declaration : anchor);
    }

    /** Each element of this. */
    Subject each(String suffix) {
        return new Subject(path + suffix, isRoot, element, anchor);
    }
}
