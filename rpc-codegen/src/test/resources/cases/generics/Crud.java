package cases.generics;

import java.util.List;
import java.util.concurrent.CompletableFuture;

interface Crud<T, K> {
    Page<T> list(int page);

    T find(K key);

    Pair<K, List<T>> save(T value, List<T> more);

    CompletableFuture<T> later(K key);

    default T first() {
        return list(0).items().get(0);
    }
}
