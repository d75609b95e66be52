package io.nearcall.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A large message: 20 fields of every common kind, lists among them. */
public record Order(
        long id,
        String customer,
        String street,
        String city,
        String country,
        int status,
        boolean paid,
        boolean gift,
        long createdSeconds,
        int createdNanos,
        double total,
        double discount,
        float weight,
        int priority,
        long warehouse,
        byte[] signature,
        List<Integer> parcels,
        List<String> labels,
        List<Item> items,
        String note) {

    /** One line of an order. */
    public record Item(String sku, int quantity, double price, long batch) {}

    /** A small message: a name and a number. */
    public record Person(String name, int age) {}

    /** One with something in every field. */
    public static Order sample() {
        List<Integer> parcels = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parcels.add(i * i * 37);
            items.add(new Item("SKU-" + (10_000 + i), i + 1, 9.99 * i, 1_700_000_000L + i));
        }
        return new Order(
                8_123_456_789L,
                "Ada Lovelace",
                "12 St James's Square",
                "London",
                "United Kingdom",
                3,
                true,
                false,
                1_760_000_000L,
                123_456_789,
                449.55,
                0.05,
                12.5f,
                -1,
                77,
                new byte[32],
                parcels,
                List.of("fragile", "express", "signature required"),
                items,
                "Bitte beim Nachbarn klingeln: Müller, 2. Stock");
    }
}
