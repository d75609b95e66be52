package io.nearcall.hardening;

import io.nearcall.RemoteService;

/** Calls whose reply is a function of the request that no other request shares. */
@RemoteService("nearcall.hardening.Oracle")
public interface Oracle {
    /** A number that no other call has: its peer's, and behind it 32 bits that count that peer's calls; bytes made of it. */
    record Question(long nonce, byte[] bytes) {}

    /** The same number; as many bytes, made of its complement. */
    record Answer(long nonce, byte[] bytes) {}

    /** Answers. */
    Answer answer(Question question);
}
