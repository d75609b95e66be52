package cases.sealed;

public sealed interface Outcome<T> {
    record Ok<T>(T value) implements Outcome<T> {}

    record Failed<T>(String why) implements Outcome<T> {}

    record Never() implements Outcome<String> {}
}
