package cases.text;

import io.nearcall.RemoteService;
import java.nio.ByteBuffer;

@RemoteService
public interface Texts {
    Text echo(Text text);

    String upper(String text);

    byte[] reversed(byte[] bytes);

    ByteBuffer same(ByteBuffer bytes);

    record Text(String text, byte[] bytes, ByteBuffer buffer) {}
}
