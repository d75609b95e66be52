package io.nearcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How urgent the calls of a one-way method are: 0, as without it, to 31; those of a higher number overtake others.
 *
 * <p>Transports that keep calls in a queue of the system's heed it ({@code mq:}); to others it makes no difference.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Priority {
    /** From 0 to 31, what POSIX has at least. */
    int value();
}
