package cases.names;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

public final class CaseCheck implements Check {
    @java.lang.Override
    public void run() {
        Names names = Loopback.to(NamesBinding.INSTANCE, new Names() {
                    @java.lang.Override
                    public Word word(Word call) {
                        return call;
                    }

                    @java.lang.Override
                    public String instance(String caller, String service, String index, String reply, String e) {
                        return caller + service + index + reply + e;
                    }

                    @java.lang.Override
                    public List<Integer> methods(
                            int in, int tag, int outer, int start, int out, int[] value, int valueSize) {
                        return List.of(in, tag, outer, start, out, value.length, valueSize);
                    }

                    @java.lang.Override
                    public Word readWord(Word in) {
                        return in;
                    }

                    @java.lang.Override
                    public Word writeWord(Word out) {
                        return out;
                    }

                    @java.lang.Override
                    public String optional(
                            String message, String string, String rpc, String returns, String stream, String syntax) {
                        return message + string + rpc + returns + stream + syntax;
                    }

                    @java.lang.Override
                    public Word stub(Word first, Map<String, Word> entry, List<Word> element) {
                        return entry.isEmpty() ? element.get(0) : entry.get("a");
                    }

                    @java.lang.Override
                    public String größe(String straße, String _a1, String $b) {
                        return straße + _a1 + $b;
                    }

                    @java.lang.Override
                    public Stub type(Stub stub) {
                        return stub;
                    }

                    @java.lang.Override
                    public List<Caller> caller(Names.Object object) {
                        return List.of(new Caller(object.bean()));
                    }

                    @java.lang.Override
                    public CompletableFuture<Word> later(Word out, int nothing) {
                        return CompletableFuture.completedFuture(out);
                    }

                    @java.lang.Override
                    public CompletableFuture<Void> gone(int out, int nothing, int e) {
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .stub();
        Word word = new Word(
                "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u",
                "v", "w");
        Check.same(word, names.word(word));
        Check.same(word, names.readWord(word));
        Check.same(word, names.writeWord(word));
        Check.same(word, names.later(word, 1).join());
        Check.same(null, names.gone(1, 2, 3).join());
        Check.same("12345", names.instance("1", "2", "3", "4", "5"));
        Check.same(List.of(1, 2, 3, 4, 5, 2, 7), names.methods(1, 2, 3, 4, 5, new int[2], 7));
        Check.same("123456", names.optional("1", "2", "3", "4", "5", "6"));
        Check.same(word, names.stub(null, Map.of(), List.of(word)));
        Check.same(word, names.stub(word, Map.of("a", word), List.of()));
        Check.same("123", names.größe("1", "2", "3"));
        Check.same(new Names.Stub(4), names.type(new Names.Stub(4)));
        Check.same(
                List.of(new Names.Caller("b")),
                names.caller(new Names.Object(1, 2, 3, 4, "b", List.of(), 5, 6)));
    }
}
