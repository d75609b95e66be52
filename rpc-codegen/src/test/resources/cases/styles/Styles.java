package cases.styles;

import io.nearcall.Idempotent;
import io.nearcall.Inline;
import io.nearcall.OneWay;
import io.nearcall.Priority;
import io.nearcall.RemoteService;
import io.nearcall.RpcMethod;
import io.nearcall.Tag;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every way to call. */
@RemoteService("acme.styles.v1.StyleService")
public interface Styles {
    void nothing();

    @Idempotent
    String blocking(String text) throws IllegalStateException;

    @RpcMethod("BlockingTwice")
    String blocking(@Tag(3) String text, @Tag(1) int times);

    @OneWay
    void oneWay(String text);

    @OneWay
    @Priority(3)
    void oneWayRecord(Note note);

    CompletableFuture<Note> future(Note note);

    CompletionStage<List<String>> stage(int count);

    @Inline
    CompletableFuture<Void> done();

    CompletableFuture<Integer> number(int[] of);

    /**
     * Says it the old way.
     *
     * @param text what is said
     * @return what was heard
     */
    @Deprecated
    Note old(String text);

    record Note(String text, String legacy) {
        @Override
        @Deprecated(forRemoval = true)
        public String legacy() {
            return legacy;
        }
    }
}
