package cases.marshal;

import io.nearcall.Marshaller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class PathMarshaller extends PathMarshallerBase<List<String>> {
    @Override
    public List<String> toWire(Path value) {
        List<String> names = new ArrayList<>();
        value.forEach(name -> names.add(name.toString()));
        return names;
    }

    @Override
    public Path fromWire(List<String> wire) {
        return Path.of(String.join("/", wire));
    }
}
