package cases.enums;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.wire.WireException;
import io.nearcall.wire.WireWriter;
import java.time.DayOfWeek;
import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Paint.Picture[] last = new Paint.Picture[1];
        Loopback<Paint> loop = Loopback.to(PaintBinding.INSTANCE, new Paint() {
            @Override
            public Color mix(Color a, Color b) {
                return a == null ? b : a;
            }

            @Override
            public Picture draw(Picture picture) {
                last[0] = picture;
                return picture;
            }
        });
        Paint paint = loop.stub();
        for (Color color : Color.values()) {
            Check.same(color, paint.mix(color, null));
            Check.same(color, paint.mix(null, color));
        }
        Check.same(null, paint.mix(null, null));
        Paint.Picture picture = new Paint.Picture(
                Color.BLUE, List.of(Color.darkGreen, Color.RED), null, List.of(Finish.OTHER), DayOfWeek.SUNDAY);
        Check.same(picture, paint.draw(picture));

        WireWriter unknown = new WireWriter(100);
        unknown.writeInt32(3, 77);
        unknown.writeInt32(4, 0);
        loop.send("Draw", unknown.toByteArray());
        Check.same(Finish.OTHER, last[0].finish());
        Check.same(List.of(Finish.OTHER), last[0].layers());
        WireWriter zero = new WireWriter(100);
        zero.writeInt32(1, 0);
        loop.send("Draw", zero.toByteArray());
        Check.same(null, last[0].main());
        WireWriter bad = new WireWriter(100);
        bad.writeInt32(1, 2);
        Check.fails(WireException.class, "Color has no constant 2", () -> loop.send("Draw", bad.toByteArray()));
        WireWriter none = new WireWriter(100);
        none.writeInt32(2, 0);
        Check.fails(WireException.class, "Picture.others: 0 is not a constant", () -> loop.send(
                "Draw", none.toByteArray()));
    }
}
