package cases.styles;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.RpcException;
import io.nearcall.StatusCode;
import io.nearcall.stub.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

public final class CaseCheck implements Check {
    private static final class Impl implements Styles {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void nothing() {
            seen.add("nothing");
        }

        @Override
        public String blocking(String text) {
            return text;
        }

        @Override
        public String blocking(String text, int times) {
            return text.repeat(times);
        }

        @Override
        public void oneWay(String text) {
            seen.add(text);
        }

        @Override
        public void oneWayRecord(Note note) {
            seen.add(note.text());
        }

        @Override
        public CompletableFuture<Note> future(Note note) {
            return CompletableFuture.completedFuture(note.text() == null ? null : note);
        }

        @Override
        public CompletionStage<List<String>> stage(int count) {
            return CompletableFuture.completedFuture(count == 0 ? null : List.of("a"));
        }

        @Override
        public CompletableFuture<Void> done() {
            return CompletableFuture.failedFuture(new RpcException(StatusCode.NOT_FOUND, "gone"));
        }

        @Override
        public CompletableFuture<Integer> number(int[] of) {
            return of.length == 0 ? null : CompletableFuture.completedFuture(of[0]);
        }

        @Override
        @Deprecated
        public Note old(String text) {
            return new Note(text, "l");
        }
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public void run() {
        Impl impl = new Impl();
        Styles styles = Loopback.to(StylesBinding.INSTANCE, impl).stub();
        styles.nothing();
        Check.same("x", styles.blocking("x"));
        Check.same("xxx", styles.blocking("x", 3));
        styles.oneWay("one");
        styles.oneWayRecord(new Styles.Note("two", null));
        Check.same(List.of("nothing", "one", "two"), impl.seen);
        Check.same(new Styles.Note("n", null), styles.future(new Styles.Note("n", null)).join());
        Check.fails(CompletionException.class, "StyleService/Future returned null", () -> styles.future(
                        new Styles.Note(null, null))
                .join());
        Check.same(List.of("a"), styles.stage(1).toCompletableFuture().join());
        Check.same(List.of(), styles.stage(0).toCompletableFuture().join());
        Check.fails(CompletionException.class, "gone", () -> styles.done().join());
        Check.same(7, styles.number(new int[] {7}).join());
        Check.fails(CompletionException.class, "StyleService/Number returned null", () -> styles.number(
                        new int[0])
                .join());
        Check.same("l", styles.old("o").legacy());
        List<MethodInfo> methods = StylesBinding.INSTANCE.methods();
        Check.same("acme.styles.v1.StyleService/Nothing", methods.get(0).fullName());
        Check.same("acme.styles.v1.StyleService", StylesBinding.INSTANCE.name());
        Check.same(true, methods.get(1).isIdempotent());
        Check.same(MethodInfo.Kind.ONE_WAY, methods.get(3).kind());
        Check.same(MethodInfo.Kind.UNARY, methods.get(5).kind());
    }
}
