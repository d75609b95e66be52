package io.nearcall.tck;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test whose {@link Needs} its transport does not declare. */
final class NeedsCondition implements ExecutionCondition {
    private static final ConditionEvaluationResult NEEDS_NOTHING = ConditionEvaluationResult.enabled("needs nothing");

    /** Made by JUnit. */
    NeedsCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Method> method = context.getTestMethod();
        if (method.isEmpty()) {
            return NEEDS_NOTHING;
        }
        Set<Capability> capabilities = Contract.of(context).capabilities();
        ConditionEvaluationResult chapter = check(method.get().getDeclaringClass(), capabilities);
        return chapter.isDisabled() ? chapter : check(method.get(), capabilities);
    }

    private static ConditionEvaluationResult check(AnnotatedElement element, Set<Capability> capabilities) {
        Needs needs = element.getAnnotation(Needs.class);
        if (needs != null) {
            for (Capability needed : needs.value()) {
                if (!capabilities.contains(needed)) {
                    return ConditionEvaluationResult.disabled(needed.absence());
                }
            }
        }
        return NEEDS_NOTHING;
    }
}
