package io.nearcall.tck;

import io.nearcall.stub.Caller;
import io.nearcall.stub.MethodInfo;
import io.nearcall.stub.MethodInfo.Kind;
import io.nearcall.stub.ServiceBinding;
import io.nearcall.transport.InboundCall;
import io.nearcall.transport.OutboundCall;
import java.util.List;

/** A service without marshalling, so that tests can use the calls of a transport as they are. */
interface Raw {
    /** Serves a call. */
    void serve(InboundCall call);

    /** Starts a call. */
    default OutboundCall call(Kind kind) {
        throw new UnsupportedOperationException("on the client's side");
    }

    /** The binding of both sides. */
    static ServiceBinding<Raw> binding() {
        return new Binding("Raw");
    }

    /** A binding of the same service in which a method has another kind. */
    static ServiceBinding<Raw> wrongBinding() {
        return new Binding("Raw") {
            @Override
            MethodInfo method(String name, Kind kind) {
                return super.method(name, kind == Kind.UNARY ? Kind.SERVER_STREAM : Kind.UNARY);
            }
        };
    }

    /** One method of each kind. */
    class Binding implements ServiceBinding<Raw> {
        private final String name;
        private final List<MethodInfo> methods;

        private Binding(String name) {
            this.name = "io.nearcall.tck." + name;
            this.methods = List.of(
                    method("Unary", Kind.UNARY),
                    method("ServerStream", Kind.SERVER_STREAM),
                    method("ClientStream", Kind.CLIENT_STREAM),
                    method("BidiStream", Kind.BIDI_STREAM));
        }

        MethodInfo method(String method, Kind kind) {
            return new MethodInfo("io.nearcall.tck.Raw/" + method, kind, false);
        }

        @Override
        public Class<Raw> type() {
            return Raw.class;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<MethodInfo> methods() {
            return methods;
        }

        @Override
        public Raw stub(Caller caller) {
            return new Raw() {
                @Override
                public void serve(InboundCall call) {
                    throw new UnsupportedOperationException("on the server's side");
                }

                @Override
                public OutboundCall call(Kind kind) {
                    return caller.newCall(methods.get(
                            switch (kind) {
                                case UNARY -> 0;
                                case SERVER_STREAM -> 1;
                                case CLIENT_STREAM -> 2;
                                case BIDI_STREAM -> 3;
                                case ONE_WAY -> throw new IllegalArgumentException("there is none");
                            }));
                }
            };
        }

        @Override
        public void dispatch(Raw service, int index, InboundCall call) {
            service.serve(call);
        }
    }
}
