package io.nearcall.wire;

/** The references that came with a message; those that are not taken go back to their owner when it is dropped. */
public interface Carried {
    /** How many came. */
    int count();

    /** Takes one for the object of that number; false when none is left. */
    boolean take(long number);

    /** Gives the rest back; what is collected without it is given back, too. */
    void drop();
}
