package io.nearcall.tck;

import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import java.util.List;

/** The client half of a service under another one's name: what an older client is to a newer server. */
record Renamed<S>(ServiceBinding<S> binding, String name) implements ServiceBinding<S> {
    @Override
    public Class<S> type() {
        return binding.type();
    }

    @Override
    public List<MethodInfo> methods() {
        return binding.methods().stream().map(this::renamed).toList();
    }

    @Override
    public S stub(Caller caller) {
        return binding.stub(method -> caller.newCall(renamed(method)));
    }

    @Override
    public void dispatch(S service, int index, InboundCall call) {
        throw new UnsupportedOperationException("only clients use it");
    }

    private MethodInfo renamed(MethodInfo method) {
        String own = method.fullName().substring(method.fullName().lastIndexOf('/'));
        return new MethodInfo(name + own, method.kind(), method.isIdempotent(), method.exceptions());
    }
}
