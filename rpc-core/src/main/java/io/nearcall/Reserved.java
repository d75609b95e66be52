package io.nearcall;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keeps numbers and names that a record, bean, enum or sealed interface no longer uses from being used again. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Reserved {
    /** The protobuf numbers, from 1, each once. */
    int[] value() default {};

    /**
     * The names in Java of components, properties, constants or subtypes, each once. They count as protobuf spells them: where
     * {@code giftCard} is reserved, {@code gift_card} is, too.
     */
    String[] names() default {};
}
