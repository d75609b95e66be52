package cases.marshal;

import io.nearcall.Marshaller;

class ColorMarshaller implements Marshaller<StringBuilder, ColorMarshaller.Color> {
    enum Color {
        RED,
        GREEN
    }

    @Override
    public Color toWire(StringBuilder value) {
        return Color.valueOf(value.toString());
    }

    @Override
    public StringBuilder fromWire(Color wire) {
        return new StringBuilder(wire.name());
    }
}
