package cases.jdk;

import io.nearcall.RemoteService;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.UUID;

@RemoteService
public interface Store {
    Things echo(Things things);

    BigDecimal total(List<BigDecimal> prices);

    record Things(UUID id, BigInteger large, BigDecimal exact, URI uri, List<UUID> ids) {}
}
