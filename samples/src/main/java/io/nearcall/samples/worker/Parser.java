package io.nearcall.samples.worker;

import io.nearcall.RemoteService;

/** Counts words, by code that cannot be trusted not to crash. */
@RemoteService
public interface Parser {
    /** How many words a text has. */
    int words(String text);
}
