package io.nearcall.codegen;

import io.nearcall.codegen.emit.Output;
import io.nearcall.codegen.model.Service;
import io.nearcall.codegen.read.ServiceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Writes a binding and a {@code .proto} for every interface marked {@code @RemoteService}. */
public final class RemoteServiceProcessor extends AbstractProcessor {
    private static final String ANNOTATIONS = "io.nearcall.";

    static final Set<String> ANNOTATION_TYPES = annotationTypes();

    /** Services that wait for a type that another processor may write. */
    private final Set<String> waiting = new LinkedHashSet<>();

    /** The interfaces by the full names of their services. */
    private final Map<String, String> services = new HashMap<>();

    /** The outermost classes whose source is being compiled. */
    private final Set<String> sources = new HashSet<>();

    /** What the services are compared with; null for nothing. */
    private BaselineCheck baseline;

    /** For the compiler, which finds it by its name. */
    public RemoteServiceProcessor() {}

    private static Set<String> annotationTypes() {
        Set<String> types = new LinkedHashSet<>();
        for (String name : Set.of(
                "RemoteService",
                "OneWay",
                "RpcMethod",
                "Tag",
                "Reserved",
                "Unknown",
                "Idempotent",
                "Inline",
                "Priority",
                "MarshalWith")) {
            types.add(ANNOTATIONS + name);
        }
        types.add("javax.annotation.processing.Generated"); // on what we write: javac warns if nobody claims it
        return Set.copyOf(types);
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return ANNOTATION_TYPES;
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(BaselineCheck.OPTION);
    }

    @Override
    public synchronized void init(ProcessingEnvironment processing) {
        super.init(processing);
        baseline = BaselineCheck.of(processing);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    // Claimed, as javac -Xlint:processing warns of each annotation that nobody claims. The price: a processor behind
    // this
    // one that asks for "*" does not run where there is no other annotation at all.
    @SuppressWarnings("DoNotClaimAnnotations")
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement root : ElementFilter.typesIn(round.getRootElements())) {
            sources.add(root.getQualifiedName().toString());
        }
        if (round.processingOver()) {
            if (baseline != null && !round.errorRaised()) {
                baseline.end();
            }
            return true; // what still waits misses a type, and the compiler says which
        }
        Set<String> names = new LinkedHashSet<>(waiting);
        waiting.clear();
        TypeElement annotation = processingEnv.getElementUtils().getTypeElement(ANNOTATIONS + "RemoteService");
        if (annotation != null) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                names.add(((TypeElement) element).getQualifiedName().toString());
            }
        }
        names.forEach(this::processOne);
        return true;
    }

    private void processOne(String name) {
        TypeElement element = processingEnv.getElementUtils().getTypeElement(name);
        try {
            ServiceReader.Outcome outcome = ServiceReader.read(processingEnv, sources, element);
            if (outcome.isUnresolved()) {
                waiting.add(name);
            } else if (outcome.service() != null) {
                write(outcome.service(), element);
            }
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            error(element, name + ": the Nearcall processor failed, please report this: " + trace);
        }
    }

    private void write(Service service, TypeElement element) {
        String name = service.type().qualifiedName();
        String other = services.putIfAbsent(service.fullName(), name);
        if (other != null) {
            error(
                    element,
                    service.type().simpleName() + ": the service name " + service.fullName() + " is taken by " + other
                            + "; give it its own by @RemoteService(\"...\")");
            return;
        }
        try {
            String proto = new Output(processingEnv, service, element).write();
            if (baseline != null) {
                baseline.compare(service, proto);
            }
        } catch (IOException e) {
            error(element, service.type().simpleName() + ": its binding cannot be written: " + e.getMessage());
        }
    }

    private void error(Element element, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
    }
}
