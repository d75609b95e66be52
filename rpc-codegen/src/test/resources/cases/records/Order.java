package cases.records;

import io.nearcall.Tag;
import java.util.List;

/**
 * What somebody wants.
 *
 * @param customer who wants it,
 *     by name
 * @param items what is wanted
 */
public record Order(String customer, @Tag(7) List<Item> items, boolean express, Item gift) {
    /** One of the things wanted. */
    public record Item(String sku, int count) {}
}
