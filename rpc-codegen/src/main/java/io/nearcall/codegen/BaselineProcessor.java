package io.nearcall.codegen;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Notices that the last service of a module is gone, with which {@link RemoteServiceProcessor} would not run any more. It asks
 * for everything and so claims nothing, and stands before the other, to see what that one claims.
 */
public final class BaselineProcessor extends AbstractProcessor {
    private boolean otherRuns;

    /** For the compiler, which finds it by its name. */
    public BaselineProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return isInitialized() && processingEnv.getOptions().containsKey(BaselineCheck.OPTION) ? Set.of("*") : Set.of();
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(BaselineCheck.OPTION);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        otherRuns |= annotations.stream()
                .anyMatch(each -> RemoteServiceProcessor.ANNOTATION_TYPES.contains(
                        each.getQualifiedName().toString()));
        if (round.processingOver() && !round.errorRaised() && !otherRuns) {
            BaselineCheck check = BaselineCheck.of(processingEnv);
            if (check != null) {
                check.end();
            }
        }
        return false;
    }
}
