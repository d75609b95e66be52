package io.nearcall.codegen.model;

import java.util.List;

/** A message that a service needs, made from a Java type. */
public sealed interface Message {
    /** Finds it in {@link Service#name}. */
    String key();

    /** The Java type. */
    JavaType type();

    /**
     * A record, or an exception with the parameters of its constructor.
     *
     * @param key finds its name
     * @param type the record or exception
     * @param fields the components in the order of the constructor
     * @param about its documentation
     */
    record OfRecord(String key, JavaType type, List<Field> fields, About about) implements Message {}

    /**
     * A bean.
     *
     * @param key finds its name
     * @param type the class
     * @param fields the properties
     * @param about its documentation
     */
    record OfBean(String key, JavaType type, List<Field> fields, About about) implements Message {}

    /**
     * A sealed interface: a message with one {@code oneof}.
     *
     * @param key finds its name
     * @param type the interface
     * @param alternatives one for each permitted subtype
     * @param about its documentation
     */
    record OneOf(String key, JavaType type, List<Alternative> alternatives, About about) implements Message {}

    /**
     * A collection where protobuf wants a message: inside another collection.
     *
     * @param key finds its name
     * @param type the collection
     * @param field the one field, which is the collection itself
     */
    record Holder(String key, JavaType type, Field field) implements Message {}

    /**
     * One entry of a map.
     *
     * @param key finds its name
     * @param type the map
     * @param keyShape the map's key
     * @param valueShape the map's value
     * @param isNative whether protobuf has such maps
     */
    record Entry(String key, JavaType type, Shape keyShape, Shape valueShape, boolean isNative) implements Message {}

    /**
     * A message that protobuf's own generator made.
     *
     * @param key finds its name
     * @param type the class
     */
    record Foreign(String key, JavaType type) implements Message {}

    /**
     * A type of the JDK.
     *
     * @param key finds its name
     * @param jdkType which one
     */
    record OfJdk(String key, JdkType jdkType) implements Message {
        @Override
        public JavaType type() {
            return jdkType.type();
        }
    }

    /**
     * What the {@code .proto} says about a message.
     *
     * @param doc its Javadoc, or empty
     * @param isDeprecated whether it is deprecated
     * @param reserved what it must not use again
     */
    record About(String doc, boolean isDeprecated, Reserved reserved) {
        /** Of what has no numbers. */
        public About(String doc, boolean isDeprecated) {
            this(doc, isDeprecated, Reserved.NONE);
        }
    }

    /**
     * One subtype of a sealed interface.
     *
     * @param number its number on the wire
     * @param shape the subtype
     */
    record Alternative(int number, Shape.Nested shape) {}
}
