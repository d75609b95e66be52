package io.nearcall.codegen.read;

import io.nearcall.codegen.model.JavaType;
import javax.lang.model.type.TypeMirror;

/** A marshaller that was asked for at one place, and whether it was of use there. */
final class Marshal {
    private final JavaType marshaller;
    private final TypeMirror value;
    private final TypeMirror wire;
    private boolean used;

    Marshal(JavaType marshaller, TypeMirror value, TypeMirror wire) {
        this.marshaller = marshaller;
        this.value = value;
        this.wire = wire;
    }

    /** The marshaller's class. */
    JavaType marshaller() {
        return marshaller;
    }

    /** What travels. */
    TypeMirror wire() {
        return wire;
    }

    /** The type it is for. */
    TypeMirror value() {
        return value;
    }

    /** Whether it is for {@code type}. */
    boolean takes(TypeMirror type, Env env) {
        boolean takes = env.types.isSameType(type, value);
        used |= takes;
        return takes;
    }

    boolean isUsed() {
        return used;
    }
}
