package cases.marshal;

import io.nearcall.Marshaller;
import java.nio.file.Path;

abstract class PathMarshallerBase<W> implements Marshaller<Path, W> {}
