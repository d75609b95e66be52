package cases.generics;

import java.util.List;

public record Page<E>(List<E> items, E first, Page<E> next) {}
