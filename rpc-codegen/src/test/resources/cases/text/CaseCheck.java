package cases.text;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Loopback<Texts> loop = Loopback.to(TextsBinding.INSTANCE, new Texts() {
            @Override
            public Text echo(Text text) {
                return text;
            }

            @Override
            public String upper(String text) {
                return text == null ? null : text.toUpperCase(Locale.ROOT);
            }

            @Override
            public byte[] reversed(byte[] bytes) {
                return bytes;
            }

            @Override
            public ByteBuffer same(ByteBuffer bytes) {
                return bytes;
            }
        });
        Texts texts = loop.stub();
        Check.same(null, texts.upper(null));
        Check.same("", texts.upper(""));
        Check.same("GRÜSSE \uD83D\uDE00", texts.upper("grüße \uD83D\uDE00"));
        Check.same(null, texts.reversed(null));
        Check.same(new byte[0], texts.reversed(new byte[0]));
        Check.same(new byte[] {1, -1}, texts.reversed(new byte[] {1, -1}));
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        Check.same(buffer, texts.same(buffer));
        Check.same(1, buffer.position());
        Texts.Text absent = new Texts.Text(null, null, null);
        Check.same(absent, texts.echo(absent));
        Texts.Text full = texts.echo(new Texts.Text("", new byte[0], buffer));
        Check.same("", full.text());
        Check.same(true, Arrays.equals(new byte[0], full.bytes()));
        Check.same(buffer, full.buffer());
    }
}
