package cases.names;

import io.nearcall.RemoteService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Names that mean something in Java, in protobuf, or in the generated code. */
@RemoteService
interface Names {
    int WRITE_WORD = 1;
    String INSTANCE_NAME = "";

    Word word(Word call);

    String instance(String caller, String service, String index, String reply, String e);

    List<Integer> methods(int in, int tag, int outer, int start, int out, int[] value, int valueSize);

    Word readWord(Word in);

    Word writeWord(Word out);

    String optional(String message, String string, String rpc, String returns, String stream, String syntax);

    Word stub(Word Objects, Map<String, Word> entry, List<Word> element);

    String größe(String straße, String _a1, String $b);

    Stub type(Stub stub);

    List<Caller> caller(Object object);

    CompletableFuture<Word> later(Word out, int nothing);

    CompletableFuture<Void> gone(int out, int nothing, int e);

    record Stub(int value) {}

    /** Hides the one of the generated code. */
    record Caller(String name) {}

    /** Hides java.lang.Object. */
    record Object(Integer in, Integer out, int tag, int value, String bean, List<String> list, int outer, int index) {}
}
