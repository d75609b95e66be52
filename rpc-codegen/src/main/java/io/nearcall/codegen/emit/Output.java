package io.nearcall.codegen.emit;

import io.nearcall.codegen.model.JavaType;
import io.nearcall.codegen.model.Service;
import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Puts the files of one service where the compiler wants them. */
public final class Output {
    private static final String GENERATED = "javax.annotation.processing.Generated";

    private final Filer filer;
    private final Elements elements;
    private final Service service;
    private final TypeElement element;

    /** The output for {@code service}, which was read from {@code element}. */
    public Output(ProcessingEnvironment processing, Service service, TypeElement element) {
        this.filer = processing.getFiler();
        this.elements = processing.getElementUtils();
        this.service = service;
        this.element = element;
    }

    /** Writes the binding and the {@code .proto}, and returns the latter. */
    public String write() throws IOException {
        ModuleElement module = elements.getModuleOf(element);
        boolean hasGenerated =
                (module == null ? elements.getTypeElement(GENERATED) : elements.getTypeElement(module, GENERATED))
                        != null;
        JavaType binding = service.binding();
        String java = new BindingEmitter(service, this::isInHome, hasGenerated).emit();
        try (Writer out =
                filer.createSourceFile(binding.qualifiedName(), element).openWriter()) {
            out.write(java);
        }
        String proto = new ProtoEmitter(service).emit();
        String path = "META-INF/nearcall/" + service.fullName() + ".proto";
        try (Writer out = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, element)
                .openWriter()) {
            out.write(proto);
        }
        return proto;
    }

    private boolean isInHome(String simpleName) {
        String pkg = service.type().pkg();
        return elements.getTypeElement(pkg.isEmpty() ? simpleName : pkg + "." + simpleName) != null;
    }
}
