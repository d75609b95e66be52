package io.nearcall.codegen;

import io.nearcall.codegen.baseline.Baseline;
import io.nearcall.codegen.model.Method;
import io.nearcall.codegen.model.Payload;
import io.nearcall.codegen.model.Service;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/** Compares services with the committed {@code .proto} files and reports what is wrong. */
final class BaselineCheck {
    /** The option with the committed {@code .proto} files, a folder or one of them. */
    static final String OPTION = "nearcall.baseline";

    private final ProcessingEnvironment processing;
    private final Baseline baseline;

    private BaselineCheck(ProcessingEnvironment processing, Baseline baseline) {
        this.processing = processing;
        this.baseline = baseline;
    }

    /** Null without the option, and where the files cannot be read, which is reported. */
    static BaselineCheck of(ProcessingEnvironment processing) {
        String path = processing.getOptions().get(OPTION);
        if (path == null) {
            return null;
        }
        try {
            return new BaselineCheck(processing, Baseline.read(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            processing.getMessager().printMessage(Diagnostic.Kind.ERROR, "-A" + OPTION + ": " + e.getMessage());
            return null;
        }
    }

    /** A service with the file that has been written of it. */
    void compare(Service service, String proto) {
        Set<String> ofMethods = new HashSet<>();
        for (Method method : service.methods()) {
            Stream.of(method.request(), method.reply()).forEach(payload -> {
                if (payload instanceof Payload.Fields fields) {
                    ofMethods.add(fields.name());
                }
            });
            if (!method.exceptions().isEmpty()) {
                ofMethods.add(method.failureName());
            }
        }
        String type = service.type().qualifiedName();
        baseline.breaking(type, proto, ofMethods).forEach(change -> error(type, change));
    }

    /** When all services have been compared. */
    void end() {
        baseline.unserved(this::isService, this::compiled).forEach(change -> error(change.type(), change.words()));
    }

    private boolean isService(String name) {
        TypeElement element = processing.getElementUtils().getTypeElement(name);
        return element != null
                && element.getAnnotationMirrors().stream()
                        .anyMatch(each -> each.getAnnotationType().toString().equals("io.nearcall.RemoteService"));
    }

    private Optional<String> compiled(String service) {
        try {
            return Baseline.source(processing
                    .getFiler()
                    .getResource(StandardLocation.CLASS_PATH, "", "META-INF/nearcall/" + service + ".proto")
                    .getCharContent(true)
                    .toString());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // there is none
        }
    }

    private void error(String type, String words) {
        TypeElement element = type == null ? null : processing.getElementUtils().getTypeElement(type);
        String prefix = element == null ? "" : element.getSimpleName() + ": ";
        processing.getMessager().printMessage(Diagnostic.Kind.ERROR, prefix + words, element); // null: of none
    }
}
