package cases.records;

record Receipt(long number, String text) {
    Receipt {
        if (number < 0) {
            throw new IllegalArgumentException("negative");
        }
    }
}
