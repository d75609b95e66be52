package io.nearcall.codegen.read;

import io.nearcall.codegen.model.Message.About;
import io.nearcall.codegen.model.Reserved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/** The compiler as the readers see it, while they read one service. */
final class Env {
    final Types types;
    final Elements elements;
    private final Messager messager;
    private final Filer filer;
    private final Set<String> sources;
    private final PackageElement home;
    private final Set<String> reported = new HashSet<>();
    private boolean unresolved;
    private final Set<String> suppressed = new TreeSet<>();

    Env(ProcessingEnvironment processing, Set<String> sources, TypeElement service) {
        this.types = processing.getTypeUtils();
        this.elements = processing.getElementUtils();
        this.messager = processing.getMessager();
        this.filer = processing.getFiler();
        this.sources = sources;
        this.home = elements.getPackageOf(service);
        ModuleElement module = elements.getModuleOf(service);
        if (module != null && !module.isUnnamed()) {
            suppressed.add("exports"); // what the binding shows of the core, its users have no need of
        }
    }

    // ---- errors

    /** Reports a problem where it is; the same one only once. */
    void error(Subject subject, String causeAndCure) {
        Element where = isSource(subject.element()) ? subject.element() : subject.anchor();
        String message = subject.path() + ": " + causeAndCure;
        if (reported.add(where + "|" + causeAndCure)) {
            messager.printMessage(Diagnostic.Kind.ERROR, message, where);
        }
    }

    boolean hasErrors() {
        return !reported.isEmpty();
    }

    /** Notes a type that does not exist yet: another processor may write it, else the compiler says so. */
    void foundUnresolved() {
        unresolved = true;
    }

    boolean hasUnresolved() {
        return unresolved;
    }

    // ---- elements

    /** Whether the element is source of this compilation. */
    boolean isSource(Element element) {
        return outermost(element) instanceof TypeElement type
                && sources.contains(type.getQualifiedName().toString());
    }

    /** Whether the element is source of this compilation, or was when an incremental build began. */
    boolean isOfThisModule(Element element) {
        if (isSource(element)) {
            return true;
        }
        Element type = outermost(element);
        String pkg = elements.getPackageOf(type).getQualifiedName().toString();
        try {
            filer.getResource(StandardLocation.CLASS_OUTPUT, pkg, type.getSimpleName() + ".class")
                    .openInputStream()
                    .close();
            return true;
        } catch (IOException | IllegalArgumentException absent) {
            return false;
        }
    }

    private static Element outermost(Element element) {
        Element outermost = element;
        while (outermost.getEnclosingElement() != null
                && outermost.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outermost = outermost.getEnclosingElement();
        }
        return outermost;
    }

    /** Whether code in the service's package can name the element; all enclosing classes count. */
    boolean isAccessible(Element element) {
        boolean sameHome = elements.getPackageOf(element).equals(home);
        for (Element at = element; at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
            Set<Modifier> modifiers = at.getModifiers();
            if (modifiers.contains(Modifier.PRIVATE) || (!sameHome && !modifiers.contains(Modifier.PUBLIC))) {
                return false;
            }
        }
        return true;
    }

    TypeElement element(TypeMirror type) {
        return (TypeElement) types.asElement(type);
    }

    // ---- annotations

    boolean has(Element element, String annotation) {
        return find(element, annotation).isPresent();
    }

    Optional<AnnotationMirror> find(Element element, String annotation) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .contentEquals(annotation)) {
                return Optional.of(mirror);
            }
        }
        return Optional.empty();
    }

    /** The value of an annotation's only member. */
    Optional<Object> value(Element element, String annotation) {
        return find(element, annotation).map(mirror -> {
            for (var entry : elements.getElementValuesWithDefaults(mirror).entrySet()) {
                ExecutableElement member = entry.getKey();
                if (member.getSimpleName().contentEquals("value")) {
                    AnnotationValue value = entry.getValue();
                    return value.getValue();
                }
            }
            return "";
        });
    }

    // ---- documentation

    About about(Element element) {
        return new About(Docs.main(elements.getDocComment(element)), isDeprecated(element), reserved(element));
    }

    /** What {@code @Reserved} says. */
    Reserved reserved(Element element) {
        List<Integer> numbers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        find(element, Api.RESERVED)
                .ifPresent(mirror -> mirror.getElementValues().values().forEach(values -> {
                    for (Object each : (List<?>) values.getValue()) {
                        Object value = ((AnnotationValue) each).getValue();
                        if (value instanceof Integer number) {
                            numbers.add(number);
                        } else {
                            names.add((String) value);
                        }
                    }
                }));
        return new Reserved(numbers, names);
    }

    boolean isDeprecated(Element element) {
        boolean deprecated = elements.isDeprecated(element);
        if (deprecated) {
            suppressed.addAll(Set.of("deprecation", "removal"));
        }
        return deprecated;
    }

    Set<String> suppressed() {
        return suppressed;
    }
}
