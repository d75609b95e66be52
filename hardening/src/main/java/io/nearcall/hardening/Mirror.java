package io.nearcall.hardening;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import java.util.List;

/** Returns what it is given. */
final class Mirror implements Specimens {
    @Override
    public Maybe maybe(Maybe maybe) {
        return maybe;
    }

    @Override
    public Many many(Many many) {
        return many;
    }

    @Override
    public Known known(Known known) {
        return known;
    }

    @Override
    public Shape shape(Shape shape) {
        return shape;
    }

    @Override
    public String join(String text, List<Plain> plains) {
        if (plains.isEmpty()) {
            throw new RpcException(StatusCode.FAILED_PRECONDITION, "nothing to join");
        }
        return text + plains;
    }

    @Override
    public void take(Plain plain) {}
}
