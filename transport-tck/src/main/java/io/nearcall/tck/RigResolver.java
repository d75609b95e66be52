package io.nearcall.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its own {@link Rig} and closes it afterwards. */
final class RigResolver implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RigResolver.class);

    /** Made by JUnit. */
    RigResolver() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rig.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Rig rig = new Rig((Contract) context.getRequiredTestInstance());
        context.getStore(NAMESPACE).put(Rig.class, rig); // the store closes what can be closed
        return rig;
    }
}
