package io.nearcall.codegen;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** The processor among others, and run again. */
final class RoundsTest {
    private static final String SERVICE = "package acme; import io.nearcall.*;"
            + " @RemoteService public interface Greeter extends Late.Base { Late greet(java.util.List<Late> late); }";

    @Test
    void aTypeThatAnotherProcessorWritesIsWaitedFor() {
        Compilation compilation = com.google.testing.compile.Compiler.javac()
                .withProcessors(new LateProcessor(), new RemoteServiceProcessor())
                .compile(Sources.file(SERVICE));
        assertThat(compilation).succeededWithoutWarnings();
        String proto = Sources.written(compilation).get("acme.greeter.Greeter.proto");
        assertEquals(
                List.of("rpc Inherited(InheritedRequest) returns (Late);", "rpc Greet(GreetRequest) returns (Late);"),
                proto.lines()
                        .map(String::strip)
                        .filter(each -> each.startsWith("rpc"))
                        .toList());
    }

    @Test
    void theSameSourceGivesTheSameBytes() throws IOException {
        assertEquals(Sources.written(Sources.compileCase("maps")), Sources.written(Sources.compileCase("maps")));
    }

    @Test
    void annotationsThatTheProcessorKnowsByNameExist() throws ClassNotFoundException {
        for (String name : new RemoteServiceProcessor().getSupportedAnnotationTypes()) {
            assertEquals(true, Class.forName(name).isAnnotation(), name);
        }
        assertEquals(2, Class.forName("io.nearcall.Marshaller").getTypeParameters().length);
    }

    @SupportedAnnotationTypes("*")
    private static final class LateProcessor extends AbstractProcessor {
        private boolean done;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer out =
                        processingEnv.getFiler().createSourceFile("acme.Late").openWriter()) {
                    out.write(
                            "package acme; public record Late(int x) { public interface Base { Late inherited(); } }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
