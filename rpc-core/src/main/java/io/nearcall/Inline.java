package io.nearcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that the handlers of a method do not block: they run on the thread that has read the call, also where the
 * server was given an executor.
 *
 * <p>That spares two changes of threads. One that blocks all the same holds up the calls behind it for a moment. For
 * methods with one request and one reply.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Inline {}
