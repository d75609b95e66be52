package cases.records;

import io.nearcall.Reserved;

@Reserved(value = 9, names = {"oldPrice", "tax"})
record Receipt(long number, String text) {
    Receipt {
        if (number < 0) {
            throw new IllegalArgumentException("negative");
        }
    }
}
