package io.nearcall.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not travel is an error on its element, with the cure; {@code /*!*}{@code /} marks the line. */
final class ErrorsTest {
    private static final String EXCEPTION_CURE = "; give it one public constructor whose parameters are named as its"
            + " accessors are (message for getMessage), or use @MarshalWith on it, or throw RpcException with a status";

    private static Arguments of(String construct, String methods, String... messages) {
        return Arguments.of(construct, "@RemoteService\npublic interface S {\n" + methods + "\n}", List.of(messages));
    }

    private static Arguments file(String construct, String source, String... messages) {
        return Arguments.of(construct, source, List.of(messages));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                of(
                        "an inline one-way method",
                        "@Inline @OneWay void\n/*!*/f();",
                        "S.f: @Inline is for methods with one request and one reply; one-way calls keep their order and"
                                + " streams wait, so remove @Inline"),
                of(
                        "a two-way method with a priority",
                        "@Priority(1) void\n/*!*/f();",
                        "S.f: @Priority is for @OneWay methods, with a number from 0 to 31"),
                of(
                        "a priority beyond POSIX",
                        "@OneWay @Priority(32) void\n/*!*/f();",
                        "S.f: @Priority is for @OneWay methods, with a number from 0 to 31"),
                of(
                        "an inline stream",
                        "@Inline java.util.stream.Stream<String>\n/*!*/f();",
                        "S.f: @Inline is for methods with one request and one reply; one-way calls keep their order and"
                                + " streams wait, so remove @Inline"),
                of(
                        "a type of the JDK with a substitute",
                        "void f(\n/*!*/Calendar when,\nint x);",
                        "S.f(when): java.util.Calendar does not travel; use java.time.Instant or @MarshalWith"),
                of(
                        "deep inside of records",
                        "void buy(Order order);\nrecord Order(List<Item> items) {}\nrecord Item(String name,\n"
                                + "/*!*/Date due) {}",
                        "Order.items[].due: java.util.Date does not travel; use java.time.Instant or @MarshalWith"),
                of(
                        "Object",
                        "/*!*/Object f();",
                        "S.f(): java.lang.Object does not travel; use a record, or a sealed" + " interface of records"),
                of(
                        "CharSequence",
                        "void f(/*!*/CharSequence s);",
                        "S.f(s): java.lang.CharSequence does not travel; use String"),
                of(
                        "a concrete collection",
                        "void f(/*!*/ArrayList<String> s);",
                        "S.f(s): java.util.ArrayList does not travel; use List"),
                of(
                        "a class of the JDK without a substitute",
                        "void f(/*!*/Thread t);",
                        "S.f(t): java.lang.Thread does not travel: it is a class of the JDK that has no form on the"
                                + " wire; use a record, or use @MarshalWith"),
                of(
                        "an interface",
                        "void f(/*!*/Animal a);\ninterface Animal {}",
                        "S.f(a): acme.S.Animal does not travel: it is an interface; for data make it a sealed"
                                + " interface of records, for call-backs one of your own that is a @RemoteService, or use"
                                + " @MarshalWith"),
                of(
                        "an abstract class",
                        "void f(/*!*/Animal a);\nabstract class Animal {}",
                        "S.f(a): acme.S.Animal does not travel: it is abstract; make it a sealed interface of"
                                + " records, or use @MarshalWith"),
                of(
                        "a sealed class",
                        "void f(/*!*/Animal a);\nsealed class Animal {}\nfinal class Cat extends Animal {}",
                        "S.f(a): acme.S.Animal does not travel: it is a sealed class; make it a sealed interface of"
                                + " records, or use @MarshalWith"),
                of(
                        "a class without a constructor",
                        "void f(/*!*/Point p);\nclass Point { private Point() {} }",
                        "S.f(p): acme.S.Point does not travel: it is a class without a public constructor without"
                                + " parameters; make it a record, or use @MarshalWith"),
                of(
                        "a class without properties",
                        "void f(/*!*/Point p);\nclass Point { public int x; }",
                        "S.f(p): acme.S.Point does not travel: it is a class without a pair of a public getter and"
                                + " setter; make it a record, or use @MarshalWith"),
                file(
                        "an inner class",
                        "public class S {\npublic class Point { public int getX() { return 1; } public void setX(int"
                                + " x) {} }\n@RemoteService\npublic interface T {\nvoid f(/*!*/Point p);\n}\n}",
                        "T.f(p): acme.S.Point does not travel: it is an inner class; make it static, or a record, or"
                                + " use @MarshalWith"),
                file(
                        "a private record",
                        "public class S {\nprivate record Point(int x) {}\n@RemoteService\npublic interface T {\nvoid"
                                + " f(/*!*/Point p);\n}\n}",
                        "T.f(p): acme.S.Point cannot be seen by the generated binding; make it public, or"
                                + " package-private in the service's package"),
                of(
                        "a raw type",
                        "@SuppressWarnings(\"rawtypes\")\nvoid f(/*!*/List l);",
                        "S.f(l): the raw type List does not travel; write its type arguments"),
                of(
                        "a wildcard",
                        "void f(/*!*/List<? extends Number> l);",
                        "S.f(l): the wildcard in List<? extends Number> does not travel; write a concrete" + " type"),
                of(
                        "a wildcard in a record",
                        "void f(P p);\nrecord P(\n/*!*/List<?> l) {}",
                        "P.l: the wildcard in List<?> does not travel; write a concrete type"),
                of(
                        "an array of a generic type",
                        "void f(/*!*/List<String>[] l);",
                        "S.f(l): an array of a generic type does not travel; use List<List<String>>"),
                of(
                        "an Optional inside",
                        "void f(/*!*/List<Optional<String>> l);",
                        "S.f(l)[]: an Optional inside of another type does not travel; use the type itself"),
                of(
                        "Void as a parameter",
                        "void f(/*!*/Void v);",
                        "S.f(v): java.lang.Void does not travel; leave it out"),
                of(
                        "a call-back in a map",
                        "void f(/*!*/Map<String, S> listeners);",
                        "S.f(listeners): a @RemoteService in a map does not travel; use a list of records"),
                of(
                        "an enum without constants",
                        "void f(/*!*/Empty e);\nenum Empty {}",
                        "S.f(e): the enum acme.S.Empty has no constants and does not travel; give it one"),
                of(
                        "a subtype that is no record",
                        "void f(Shape s);\nsealed interface Shape {}\n/*!*/final class Circle implements Shape {}",
                        "S.f(s)(Circle): acme.S.Circle is not a record; a sealed interface travels if all it permits"
                                + " are records or sealed interfaces of records"),
                of(
                        "type arguments that do not follow",
                        "void f(R<String> r);\nsealed interface R<T> {}\n/*!*/record Ok<T, X>(T t, X x) implements R<T>"
                                + " {}",
                        "S.f(r)(Ok): the type arguments of acme.S.Ok do not follow from R<String>; declare each of its"
                                + " type variables on the interface"),
                of(
                        "a type that grows",
                        "void f(N<String> n);\nrecord N<T>(T t,\n/*!*/N<List<T>> next) {}",
                        "N<String>" + ".next".repeat(15) + ": the type arguments of N grow without end; let the record"
                                + " contain itself with the same type arguments"),
                of(
                        "a future as a parameter",
                        "void f(/*!*/CompletableFuture<String> f);",
                        "S.f(f): java.util.concurrent.CompletableFuture does not travel inside of a message; use the"
                                + " value itself"));
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                of(
                        "a stream of no known type",
                        "/*!*/Stream<?> f();",
                        "S.f(): the type of the elements is not known; write Stream<Type>"),
                of(
                        "a raw publisher",
                        "@SuppressWarnings(\"rawtypes\")\nvoid f(/*!*/Flow.Publisher p);",
                        "S.f(p): the type of the elements is not known; write Publisher<Type>"),
                of(
                        "a stream of primitives as a result",
                        "/*!*/IntStream f();",
                        "S.f(): java.util.stream.IntStream does not travel; use Stream<Integer>"),
                of(
                        "a stream of primitives as a parameter",
                        "void f(/*!*/LongStream s);",
                        "S.f(s): java.util.stream.LongStream does not travel; use Stream<Long>"),
                of(
                        "a stream of streams",
                        "/*!*/Stream<Stream<String>> f();",
                        "S.f(): java.util.stream.Stream travels only as the result or the one parameter of a method;"
                                + " use List"),
                of(
                        "a stream of futures",
                        "/*!*/Stream<CompletableFuture<String>> f();",
                        "S.f(): java.util.concurrent.CompletableFuture does not travel inside of a message; use the"
                                + " value itself"),
                of(
                        "a stream in a future",
                        "/*!*/CompletableFuture<Stream<String>> f();",
                        "S.f(): a stream inside of a future does not travel; return the stream itself"),
                of(
                        "a one-way stream",
                        "@OneWay\n/*!*/void f(Stream<String> s);",
                        "S.f: a @OneWay method sends one message; remove @OneWay, or pass List"),
                of(
                        "a subscriber",
                        "void f(/*!*/Flow.Subscriber<String> s);",
                        "S.f(s): java.util.concurrent.Flow.Subscriber does not travel; use Flow.Publisher"),
                of(
                        "a stream beside other parameters",
                        "void f(String name, /*!*/Stream<String> s);",
                        "S.f(s): a stream beside other parameters does not travel; put them into the stream's first"
                                + " element, or into a call of their own before it"),
                of(
                        "a stream in a record",
                        "void f(P p);\nrecord P(\n/*!*/Stream<String> s) {}",
                        "P.s: java.util.stream.Stream travels only as the result or the one parameter of a method; use List"),
                of(
                        "an exception that says nothing",
                        "/*!*/void f() throws Exception;",
                        "S.f: java.lang.Exception does not say what travels; declare the exceptions that are meant"),
                of(
                        "an exception on a one-way method",
                        "@OneWay\n/*!*/void f() throws IOException;",
                        "S.f: a @OneWay method has no reply to bring an exception; remove the throws clause"),
                of(
                        "an exception whose state cannot be asked for",
                        "/*!*/void f() throws E;\nclass E extends Exception {\npublic E(int left) {}\n}",
                        "S.f throws E: acme.S.E does not travel: it cannot be made again from its accessors"
                                + EXCEPTION_CURE),
                of(
                        "an exception with two constructors of a length",
                        "/*!*/void f() throws E;\nclass E extends Exception {\npublic E(String message) {}\n"
                                + "public E(int left) {}\n}",
                        "S.f throws E: acme.S.E does not travel: it cannot be made again from its accessors"
                                + EXCEPTION_CURE),
                of(
                        "an abstract exception",
                        "/*!*/void f() throws E;\nabstract class E extends Exception {}",
                        "S.f throws E: acme.S.E does not travel: it is abstract" + EXCEPTION_CURE),
                of(
                        "an exception of the JDK with state",
                        "/*!*/void f() throws java.util.MissingResourceException;",
                        "S.f throws MissingResourceException: java.util.MissingResourceException does not travel: it cannot be made again from its accessors"
                                + EXCEPTION_CURE),
                of(
                        "a field of an exception that does not travel",
                        "void f() throws E;\nclass E extends Exception {\n"
                                + "public E(\n/*!*/Calendar due) {}\npublic Calendar due() { return null; }\n}",
                        "E.due: java.util.Calendar does not travel; use java.time.Instant or @MarshalWith"),
                of(
                        "overloads",
                        "void f(int x);\n/*!*/void f(String x);\n@RpcMethod(\"G\") void f(long x);",
                        "S.f: 2 methods have the RPC name F; give each but one its own by @RpcMethod(\"...\"), or, to"
                                + " pass more, append a component to the parameter's record"),
                of(
                        "a generic method",
                        "/*!*/<T> T f(T t);",
                        "S.f: a method with type parameters does not travel; write one method for each type"),
                of(
                        "a one-way method with a result",
                        "@OneWay\n/*!*/String f();",
                        "S.f: a @OneWay method has no reply; make it void, or remove @OneWay"),
                of(
                        "a plain Future",
                        "/*!*/Future<String> f();",
                        "S.f(): Future does not travel; use CompletableFuture"),
                of(
                        "a raw future",
                        "@SuppressWarnings(\"rawtypes\")\n/*!*/CompletableFuture f();",
                        "S.f(): the type of the reply is not known; write CompletableFuture<Type>"),
                of(
                        "a bad RPC name",
                        "@RpcMethod(\"not a name\")\n/*!*/void f();",
                        "S.f: 'not a name' is not an RPC name; write something like FindByName"),
                file(
                        "a generic service",
                        "@RemoteService\n/*!*/public interface S<T> {\nT f();\n}",
                        "S: a service has no type parameters; extend it with concrete ones: interface MyS extends"
                                + " S<...>"),
                file(
                        "a class",
                        "@RemoteService\n/*!*/public class S {}",
                        "S: @RemoteService belongs on an interface; move it to the interface of this type"),
                file(
                        "a record",
                        "@RemoteService\n/*!*/public record S(int x) {}",
                        "S: @RemoteService belongs on an interface; move it to the interface of this type"),
                file(
                        "a sealed service",
                        "@RemoteService\n/*!*/public sealed interface S {\nfinal class T implements S {}\n}",
                        "S: a sealed interface has no room for the generated stub; remove 'sealed'"),
                file(
                        "a private service",
                        "public class S {\n@RemoteService\n/*!*/private interface T {}\n}",
                        "T: the generated binding cannot see a private interface; remove 'private'"),
                file(
                        "a bad service name",
                        "@RemoteService(\"a..b\")\n/*!*/public interface S {}",
                        "S: 'a..b' is not a service name; write something like acme.greeter.v1.Greeter"));
    }

    static Stream<Arguments> tagsAndNames() {
        return Stream.of(
                of(
                        "a number twice",
                        "void f(P p);\nrecord P(int a,\n/*!*/@Tag(1) int b) {}",
                        "P.b: number 1 is taken by P.a; give each its own @Tag"),
                of(
                        "a number twice among parameters",
                        "void f(@Tag(2) int a,\n/*!*/int b);",
                        "S.f(b): number 2 is taken by S.f(a); give each its own @Tag"),
                of(
                        "number 0",
                        "void f(P p);\nrecord P(\n/*!*/@Tag(0) int a) {}",
                        "P.a: number 0 is not allowed; use 1 to 536870911"),
                of(
                        "a reserved number",
                        "void f(P p);\nrecord P(\n/*!*/@Tag(19500) int a) {}",
                        "P.a: number 19500 is reserved by protobuf; use none of 19000 to 19999"),
                of(
                        "a number on the whole request",
                        "void f(/*!*/@Tag(1) P p);\nrecord P(int a) {}",
                        "S.f(p): it is the whole request and has no number; remove @Tag"),
                of(
                        "a number twice in an enum",
                        "void f(E e);\nenum E {\nA,\n/*!*/@Tag(1) B\n}",
                        "E.B: number 1 is taken by E.A; give each its own @Tag"),
                of(
                        "two unknown constants",
                        "void f(E e);\nenum E {\n@Unknown A,\n/*!*/@Unknown B\n}",
                        "E.B: A is marked @Unknown already; mark only one"),
                of(
                        "names that differ by case only",
                        "void f(E e);\nenum E {\nRED,\n/*!*/Red\n}",
                        "E.Red: it and RED have the same name in protobuf; rename one"),
                of(
                        "fields that become the same",
                        "void f(P p);\nrecord P(int fooBar,\n/*!*/int foo_bar) {}",
                        "P.foo_bar: it and 'fooBar' both become the protobuf field foo_bar; rename one"),
                of(
                        "messages that become the same",
                        "void f(Page<User> a, PageUser b);\nrecord Page<T>(T t) {}\nrecord User(int x) {}\n"
                                + "/*!*/record PageUser(int x) {}",
                        "PageUser: the protobuf message PageUser is needed for acme.S.PageUser and for Page<User>;"
                                + " rename one of them"),
                of(
                        "a record named like a request",
                        "/*!*/void find(int a, FindRequest b);\nrecord FindRequest(int x) {}",
                        "S.find: the protobuf message FindRequest is needed for S.find and for"
                                + " acme.S.FindRequest; rename one of them"));
    }

    static Stream<Arguments> marshallers() {
        return Stream.of(
                of(
                        "a marshaller for something else",
                        "void f(\n/*!*/@MarshalWith(M.class) Thread t);\nclass M implements Marshaller<Locale, String>"
                                + " {\npublic String toWire(Locale l) { return null; }\npublic Locale fromWire(String s)"
                                + " { return null; }\n}",
                        "S.f(t): java.lang.Thread does not travel: it is a class of the JDK that has no form on the"
                                + " wire; use a record, or use @MarshalWith",
                        "S.f(t): M is for java.util.Locale, not for java.lang.Thread; name a marshaller for this type"),
                of(
                        "a marshaller that cannot be made",
                        "void f(\n/*!*/@MarshalWith(M.class) int t);\nabstract class M implements Marshaller<Locale,"
                                + " String> {}",
                        "S.f(t): @MarshalWith(M.class) needs a class that is not private, abstract or generic, with a"
                                + " public constructor without parameters"),
                of(
                        "a marshaller whose result does not travel",
                        "void f(\n/*!*/@MarshalWith(M.class) Locale t);\nclass M implements Marshaller<Locale, Thread>"
                                + " {\npublic Thread toWire(Locale l) { return null; }\npublic Locale fromWire(Thread s)"
                                + " { return null; }\n}",
                        "S.f(t): java.lang.Thread does not travel: it is a class of the JDK that has no form on the"
                                + " wire; use a record, or use @MarshalWith"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"types", "methods", "tagsAndNames", "marshallers"})
    void isAnErrorWithItsCure(String construct, String source, List<String> messages) {
        String whole = "package acme;\nimport io.nearcall.*;\nimport java.io.*;\nimport java.util.*;\n"
                + "import java.util.concurrent.*;\nimport java.util.stream.*;\n" + source;
        List<Diagnostic<? extends JavaFileObject>> errors = errors(Sources.compile(whole));
        List<String> actual =
                errors.stream().map(each -> each.getMessage(Locale.ROOT)).toList();
        if (construct.equals("overloads")) { // one for each that shares the name
            assertEquals(2, actual.size(), actual.toString());
            actual = actual.subList(1, 2);
        }
        assertEquals(messages, actual);
        long line = whole.substring(0, whole.indexOf("/*!*/")).lines().count();
        boolean startsLine = whole.charAt(whole.indexOf("/*!*/") - 1) == '\n';
        assertEquals(startsLine ? line + 1 : line, errors.get(errors.size() - 1).getLineNumber(), whole);
    }

    @Test
    void allErrorsAreReportedInOneRunEachOnce() {
        Compilation compilation = Sources.compile(
                """
                package acme;
                import io.nearcall.*;
                import java.util.*;
                @RemoteService
                public interface A {
                    void f(Order o, Thread t);
                    Order g(Order o);
                    Object h();
                    record Order(Date due, Object x, Order next) {}
                }
                """,
                "package acme; import io.nearcall.*;\n@RemoteService public interface B {\nvoid f(Process p);\n}",
                "package acme; import io.nearcall.*;\n@RemoteService public interface Fine {\nint f(int x);\n}");
        assertEquals(5, errors(compilation).size(), compilation.diagnostics().toString());
    }

    @Test
    void twoServicesOfOneNameAreAnError() {
        List<String> errors = errors(Sources.compile(
                        "package acme; import io.nearcall.*;\n@RemoteService(\"x.S\") public interface A {}",
                        "package acme; import io.nearcall.*;\n@RemoteService(\"x.S\") public interface B {}"))
                .stream()
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
        assertEquals(
                List.of("B: the service name x.S is taken by acme.A; give it its own by @RemoteService(\"...\")"),
                errors);
    }

    @Test
    void aTypeThatIsMissingIsLeftToTheCompiler() {
        List<String> errors = errors(
                        Sources.compile(
                                "package acme; import io.nearcall.*;\n@RemoteService public interface A {\nvoid f(Missing m);\n}"))
                .stream()
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
        assertEquals(1, errors.size(), errors.toString());
        assertEquals("cannot find symbol", errors.get(0).lines().findFirst().orElseThrow());
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(Compilation compilation) {
        return compilation.errors().stream()
                .filter(each -> !each.getMessage(Locale.ROOT).contains("warnings found"))
                .<Diagnostic<? extends JavaFileObject>>map(each -> each)
                .toList();
    }
}
