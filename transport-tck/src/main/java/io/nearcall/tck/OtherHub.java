package io.nearcall.tck;

import io.nearcall.RemoteService;

/** {@link Hub} as a client knows it that was compiled with another interface. */
@RemoteService
public interface OtherHub {
    /** Of another type. */
    String tell(Hub.Ear ear, long text);

    /** With one that the hub does not know. */
    void keep(Hub.Ear ear, Hub.Ear another);
}
