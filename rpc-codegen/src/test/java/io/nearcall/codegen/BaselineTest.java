package io.nearcall.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Anearcall.baseline} fails a build on the changes on which {@code buf breaking} does, and says the cure. */
final class BaselineTest {
    private static final String SHOP = """
            package acme;

            import io.nearcall.*;
            import java.util.*;
            import java.util.stream.Stream;

            @RemoteService("acme.v1.Shop")
            public interface Shop {
                Receipt buy(Order order);
                Stream<Event> watch(String topic);
                void cancel(long id);

                @Reserved(value = 6, names = "gift")
                record Order(String item, int count, List<String> notes, Map<String, Integer> extras, Color color) {}

                record Receipt(long number) {}

                record Event(String text) {}

                enum Color { RED, GREEN }

                sealed interface Payment {}
                record Cash(int coins) implements Payment {}
                record Card(String number) implements Payment {}
                void pay(Payment payment);

                @OneWay void hint(String text);
                @Idempotent Receipt find(long number);
                void refund(long number, String why) throws Unpaid, Closed;

                final class Unpaid extends Exception {
                    private static final long serialVersionUID = 1;
                    public Unpaid(String message) { super(message); }
                }

                final class Closed extends Exception {
                    private static final long serialVersionUID = 1;
                    public Closed(String message) { super(message); }
                }

                void listen(Listener listener, long ear);
                void spread(List<Listener> all);
                @RemoteService("acme.v1.Ear") interface Listener { void hear(String text); }
                @RemoteService interface Spy { void hear(String text); }
                interface Away { @RemoteService interface Listener { void hear(String text); } }
            }
            """;

    @TempDir
    private static Path committed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void commit() throws IOException {
        Files.writeString(committed.resolve("acme.v1.Shop.proto"), emitted(compile(List.of(), SHOP)));
    }

    private static Compilation compile(List<String> options, String source) {
        JavaFileObject file = JavaFileObjects.forSourceString("acme.Shop", source);
        return Sources.compile(options, List.of(file));
    }

    private static String emitted(Compilation compilation) {
        assertEquals(List.of(), compilation.errors());
        return Sources.written(compilation).entrySet().stream()
                .filter(file -> file.getKey().endsWith("Shop.proto"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static List<String> against(Path baseline, String source) {
        return compile(List.of("-Anearcall.baseline=" + baseline), source).errors().stream()
                .map(error -> error.getMessage(Locale.ENGLISH))
                .toList();
    }

    private static Arguments breaks(String name, String from, String to, String words) {
        return Arguments.of(name, from, to, words, true);
    }

    /** As {@code buf} sees no comments, and is told not to look for {@code @Idempotent}. */
    private static Arguments breaksUnseen(String name, String from, String to, String words) {
        return Arguments.of(name, from, to, words, false);
    }

    private static Arguments passes(String name, String from, String to) {
        return Arguments.of(name, from, to, "", true);
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                passes("nothing", "package acme", "package acme"),
                breaks("remove a method", "void cancel(long id);", "", "method Cancel is gone; bring it back"),
                breaks("rename a method", "void cancel", "void revoke", "by @RpcMethod(\"Cancel\")"),
                passes("rename a method in Java alone", "void cancel", "@RpcMethod(\"Cancel\") void revoke"),
                passes("add a method", "void cancel", "void open();\nvoid cancel"),
                breaks("stop streaming", "Stream<Event> watch", "Event watch", "was stream of Event and is Event now"),
                breaks("stream a request", "buy(Order order)", "buy(Stream<Order> order)", "is stream of Order now"),
                breaks("change a reply", "Receipt buy", "Event buy", "the reply of method Buy was Receipt"),
                breaks("change a request", "cancel(long id)", "cancel(Event event)", "the request of method Cancel"),
                breaks("change the service's name", "acme.v1.Shop", "acme.v2.Shop", "keep its name by @RemoteService"),
                passes("add a field", "Color color)", "Color color, @Tag(7) long weight)"),
                breaks("remove a field", ", Color color)", ")", "field 5, color, of message Order is gone"),
                passes(
                        "remove and reserve a field",
                        "@Reserved(value = 6, names = \"gift\")\n    record Order(String item, int count, List<String> notes,"
                                + " Map<String, Integer> extras, Color color)",
                        "@Reserved(value = {6, 5}, names = {\"gift\", \"color\"})\n    record Order(String item, int count,"
                                + " List<String> notes, Map<String, Integer> extras)"),
                breaks(
                        "reserve its number alone",
                        "@Reserved(value = 6, names = \"gift\")\n    record Order(String item, int count, List<String> notes,"
                                + " Map<String, Integer> extras, Color color)",
                        "@Reserved(value = {6, 5}, names = \"gift\")\n    record Order(String item, int count,"
                                + " List<String> notes, Map<String, Integer> extras)",
                        "reserve both by @Reserved"),
                breaks("forget what is reserved", "@Reserved(value = 6, names = \"gift\")", "", "no longer reserves"),
                breaks("rename a field", "String item", "String article", "was item and is article now; keep the name"),
                breaks(
                        "renumber a field",
                        "int count",
                        "@Tag(9) int count",
                        "field 2, count, of message Order is gone"),
                breaks("swap two fields", "String item, int count", "int count, String item", "was item and is count"),
                passes(
                        "swap two fields with their numbers",
                        "String item, int count",
                        "@Tag(2) int count, @Tag(1) String item"),
                breaks("change a type", "int count", "String count", "was int32 and is string now; leave it"),
                breaks("widen a type", "int count", "long count", "was int32 and is int64 now"),
                breaks("from text to bytes", "String item", "byte[] item", "was string and is bytes now"),
                passes("change a type for one of the same kind", "int count", "char count"),
                passes("make a field optional", "int count", "Integer count"),
                breaks(
                        "from many to one",
                        "List<String> notes",
                        "String notes",
                        "was repeated string and is string now"),
                breaks("from one to many", "String item", "List<String> item", "was string and is repeated string now"),
                breaks("change a map", "Map<String, Integer>", "Map<Integer, Integer>", "was map string to int32"),
                breaks("remove a constant", "RED, GREEN", "RED", "constant 2, COLOR_GREEN, of enum Color is gone"),
                passes(
                        "remove and reserve a constant",
                        "enum Color { RED, GREEN }",
                        "@Reserved(value = 2, names = \"GREEN\") enum Color { RED }"),
                passes("add a constant", "RED, GREEN", "RED, GREEN, BLUE"),
                breaks("rename a constant", "RED, GREEN", "RED, OLIVE", "was COLOR_GREEN and is COLOR_OLIVE now"),
                breaks(
                        "remove a subtype",
                        "record Card(String number) implements Payment {}",
                        "",
                        "field 2, card, of message Payment is gone"),
                passes("add a subtype", "void pay", "record Voucher(String code) implements Payment {}\nvoid pay"),
                breaksUnseen(
                        "wait for a reply", "@OneWay void hint", "void hint", "method Hint was one-way and is not now"),
                breaksUnseen(
                        "wait for no reply",
                        "void cancel",
                        "@OneWay void cancel",
                        "method Cancel is one-way now and was not, which peers refuse as UNIMPLEMENTED; leave it"),
                passes("document what is one-way", "@OneWay void hint", "/** A hint. */ @OneWay void hint"),
                passes("promise that calls may be repeated", "Receipt buy", "@Idempotent Receipt buy"),
                breaksUnseen(
                        "promise it no longer",
                        "@Idempotent Receipt find",
                        "Receipt find",
                        "method Find was idempotent, so callers may call it again; leave @Idempotent there"),
                breaksUnseen(
                        "refer to another interface",
                        "listen(Listener listener",
                        "listen(Spy listener",
                        "was reference to acme.v1.Ear and is reference to acme.shop_spy.Spy now; leave it"),
                passes("rename an interface that is referred to in Java alone", "Listener", "Hearer"),
                breaksUnseen(
                        "forget the name of an interface that is referred to",
                        "@RemoteService(\"acme.v1.Ear\")",
                        "@RemoteService",
                        "is reference to acme.shop_listener.Listener now; leave it as it was and append another, or, if it"
                                + " is the same interface, keep its name by @RemoteService(\"acme.v1.Ear\")"),
                breaksUnseen(
                        "refer to another interface of the same simple name",
                        "listen(Listener listener",
                        "listen(Away.Listener listener",
                        "was reference to acme.v1.Ear and is reference to acme.shop_away_listener.Listener now"),
                breaksUnseen(
                        "refer to many of another interface",
                        "List<Listener> all",
                        "List<Spy> all",
                        "was repeated reference to acme.v1.Ear and is repeated reference to acme.shop_spy.Spy now"),
                breaks(
                        "refer to many of the same interface",
                        "listen(Listener listener",
                        "listen(List<Listener> listener",
                        "was reference to acme.v1.Ear and is repeated reference to acme.v1.Ear now; leave it as it was and append"
                                + " another; or, where no peer"),
                breaksUnseen(
                        "from a reference to a number",
                        "listen(Listener listener",
                        "listen(long listener",
                        "was reference to acme.v1.Ear and is int64 now"),
                breaksUnseen(
                        "from a number to a reference",
                        "long ear",
                        "Listener ear",
                        "was int64 and is reference to acme.v1.Ear now"),
                breaks(
                        "remove a parameter",
                        "refund(long number, String why)",
                        "refund(long number)",
                        "bring it back, or leave the method as it was and add another; or, where no peer"),
                breaks(
                        "remove an exception",
                        "throws Unpaid, Closed",
                        "throws Unpaid",
                        "bring it back, or leave the method as it was and add another; or, where no peer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void itAgreesWithBuf(String name, String from, String to, String words, boolean bufSees) throws Exception {
        assertTrue(SHOP.contains(from), from);
        String edited = SHOP.replace(from, to);
        List<String> errors = against(committed, edited);
        if (words.isEmpty()) {
            assertEquals(List.of(), errors);
        } else {
            assertTrue(errors.stream().anyMatch(error -> error.contains(words)), errors.toString());
            assertTrue(errors.stream().allMatch(error -> error.startsWith("Shop: ")), errors.toString());
        }

        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = Files.createDirectory(folder.resolve("after"));
        Files.copy(committed.resolve("acme.v1.Shop.proto"), before.resolve("shop.proto"));
        Files.writeString(after.resolve("shop.proto"), emitted(compile(List.of(), edited)));
        Buf.Verdict verdict = Buf.installOrSkip()
                .run(
                        Buf.module(after),
                        "breaking",
                        "--against",
                        Buf.module(before).toString());
        assertEquals(
                words.isEmpty() || !bufSees ? new Buf.Verdict(0, "") : new Buf.Verdict(100, verdict.words()),
                verdict,
                name);
    }

    @Test
    void oneFileIsABaselineToo() {
        Path file = committed.resolve("acme.v1.Shop.proto");
        assertEquals(List.of(), against(file, SHOP));
        List<String> errors = against(file, SHOP.replace("int count", "long count"));
        assertEquals(
                List.of(
                        "Shop: the type of field 2, count, of message Order was int32 and is int64 now; leave it as it was and"
                                + " append another; or, where no peer is left that knows it, replace " + file),
                errors);
    }

    @Test
    void aServiceMayMoveToAnotherInterfaceButNotGo() {
        String moved = SHOP.replace("interface Shop", "interface Store");
        JavaFileObject store = JavaFileObjects.forSourceString("acme.Store", moved);
        List<String> options = List.of("-Anearcall.baseline=" + committed);
        assertEquals(List.of(), Sources.compile(options, List.of(store)).errors());

        JavaFileObject other = JavaFileObjects.forSourceString(
                "acme.Other", "package acme;\n@io.nearcall.RemoteService public interface Other { void f(); }");
        assertEquals(
                List.of(
                        "service acme.v1.Shop is gone with its interface acme.Shop; bring it back, or, where no peer is left"
                                + " that knows it, remove " + committed.resolve("acme.v1.Shop.proto")),
                Sources.compile(options, List.of(other)).errors().stream()
                        .map(error -> error.getMessage(Locale.ENGLISH))
                        .toList());
    }

    private static List<String> errors(String... sources) {
        return Sources.compile(
                        List.of("-Anearcall.baseline=" + committed),
                        Stream.of(sources).map(Sources::file).toList())
                .errors()
                .stream()
                .map(error -> error.getMessage(Locale.ENGLISH))
                .toList();
    }

    @Test
    void theLastServiceDoesNotGoUnnoticed() {
        List<String> gone = List.of(
                "service acme.v1.Shop is gone with its interface acme.Shop; bring it back, or, where no peer is left"
                        + " that knows it, remove " + committed.resolve("acme.v1.Shop.proto"));
        assertEquals(gone, errors("package acme; final class Nothing {}"));
        assertEquals(
                gone,
                errors("package acme; final class Nothing { @Override public String toString() { return \"\"; } }"));
        assertEquals(gone, errors("package acme; interface Shop { void buy(); }"));
    }

    @Test
    void theOldNameMayGoToAnInterfaceThatServesIt() {
        String next = SHOP.replace("acme.v1.", "acme.v2.").replace("int count", "long count");
        String old = SHOP.replace("interface Shop", "interface ShopV1");
        assertEquals(List.of(), errors(next, old));
        assertEquals(List.of(), errors(old, next));
        List<String> changed = errors(next, old.replace("int count", "String count"));
        assertEquals(1, changed.size(), changed.toString());
        assertTrue(changed.get(0).startsWith("ShopV1: the type of field 2, count,"), changed.toString());
    }

    @Test
    void aFileIsABaselineWhateverItsName() throws Exception {
        Path file = Files.copy(committed.resolve("acme.v1.Shop.proto"), folder.resolve("shop.baseline"));
        List<String> errors = against(file, SHOP.replace("int count", "long count"));
        assertEquals(1, errors.size(), errors.toString());
        assertEquals(List.of(), against(folder, SHOP.replace("int count", "long count")));
    }

    @Test
    void aBaselineThatCannotBeReadIsAnErrorWithTheCure() throws Exception {
        Path absent = folder.resolve("absent");
        assertEquals(
                List.of("-Anearcall.baseline: " + absent
                        + " is neither a file nor a folder; make it, or give the path from where the compiler runs"),
                against(absent, SHOP));
        Path file = Files.writeString(folder.resolve("a.proto"), "syntax = \"proto3\";");
        assertEquals(
                List.of("-Anearcall.baseline: " + file
                        + " is not a file that Nearcall has written; copy one from META-INF/nearcall"),
                against(folder, SHOP));
        Files.writeString(
                file, "// Written by Nearcall from the interface acme.Shop.\nsyntax = \"proto3\";\nextend X {}");
        assertEquals(
                List.of("-Anearcall.baseline: " + file
                        + ": 'extend' is unexpected there; copy it from META-INF/nearcall again"),
                against(folder, SHOP));
        Files.writeString(
                file,
                Files.readString(committed.resolve("acme.v1.Shop.proto"))
                        .replace("A reference to acme.v1.Ear.", "A reference to a Listener."));
        assertEquals(
                List.of("-Anearcall.baseline: " + file
                        + ": its references are written as before 0.1; copy it from META-INF/nearcall again"),
                against(folder, SHOP));
    }

    @Test
    void whatIsReservedIsNotUsed() {
        assertEquals(
                List.of(
                        "Order.weight: number 6 is reserved by @Reserved; give it another one by @Tag",
                        "Order.gift: the name gift is reserved by @Reserved; choose another one"),
                against(committed, SHOP.replace("Color color)", "Color color, int weight, int gift)")));
    }

    @Test
    void whatIsReservedIsChecked() {
        String numbers = "@Reserved(value = {0, -1, 6, 6, 536870912}, names = \"gift\")";
        assertEquals(
                List.of(
                        "Order: number 0 of @Reserved is not allowed; use 1 to 536870911",
                        "Order: number -1 of @Reserved is not allowed; use 1 to 536870911",
                        "Order: number 6 is in @Reserved twice; remove one",
                        "Order: number 536870912 of @Reserved is not allowed; use 1 to 536870911"),
                errors(SHOP.replace("@Reserved(value = 6, names = \"gift\")", numbers)));
        String names = "@Reserved(value = 6, names = {\"gift\", \"gift\", \"giftCard\", \"gift_card\", \"Count\"})";
        assertEquals(
                List.of(
                        "Order: the name gift is in @Reserved twice; remove one",
                        "Order: the names giftCard and gift_card of @Reserved are the same in protobuf; remove one",
                        "Order.count: the name count is reserved by @Reserved as Count; choose another one"),
                errors(SHOP.replace("@Reserved(value = 6, names = \"gift\")", names)));
        assertEquals(
                List.of(
                        "Payment: number 0 of @Reserved is not allowed; use 1 to 536870911",
                        "Shop.pay(payment)(Card): the name Card is reserved by @Reserved as card; choose another one"),
                errors(SHOP.replace("sealed", "@Reserved(value = 0, names = \"card\") sealed")));
    }

    @Test
    void whatIsReservedInAnEnumIsChecked() {
        assertEquals(
                List.of(
                        "Color: number 0 of @Reserved is not allowed; use 1 to 2147483647",
                        "Color: number 4 is in @Reserved twice; remove one",
                        "Color: the name unspecified of @Reserved is that of protobuf's constant 0; remove it, or reserve"
                                + " UNSPECIFIED_VALUE, as which a constant of that name travels",
                        "Color.GREEN: the name GREEN is reserved by @Reserved as green; choose another one"),
                errors(SHOP.replace(
                        "enum Color",
                        "@Reserved(value = {0, 4, 4}, names = {\"unspecified\", \"green\"}) enum Color")));
    }
}
