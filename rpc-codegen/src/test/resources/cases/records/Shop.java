package cases.records;

import io.nearcall.RemoteService;

/**
 * Sells things.
 *
 * <p>A second paragraph with {@code code}, {@link String links} and a @ in the text.
 */
@RemoteService
public interface Shop {
    /** Takes an order. */
    Receipt buy(Order order);

    Receipt copy(Order original, int copies);

    Nothing nothing(Nothing nothing);

    Tree grow(Tree tree);
}
