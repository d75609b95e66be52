package io.nearcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an interface whose methods can be called from another process. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RemoteService {
    /**
     * The service's full gRPC name such as {@code acme.greeter.v1.Greeter}.
     *
     * <p>Empty means: Java package, interface name in snake case, interface name.
     */
    String value() default "";
}
