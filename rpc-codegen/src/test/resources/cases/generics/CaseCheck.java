package cases.generics;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import io.nearcall.stub.MethodInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;

public final class CaseCheck implements Check {
    private static final class Impl implements UserApi {
        @Override
        public Page<User> list(int page) {
            return new Page<>(List.of(new User("u" + page)), null, new Page<>(List.of(), new User("x"), null));
        }

        @Override
        public User find(Long key) {
            return new User("u" + key);
        }

        @Override
        public Pair<Long, List<User>> save(User value, List<User> more) {
            return new Pair<>(7L, List.of(value, more.get(0)));
        }

        @Override
        public CompletableFuture<User> later(Long key) {
            return CompletableFuture.completedFuture(find(key));
        }

        @Override
        public String name() {
            return "users";
        }

        @Override
        public Page<String> names(Page<Long> ids) {
            return new Page<>(ids.items().stream().map(String::valueOf).toList(), null, null);
        }
    }

    @Override
    public void run() {
        UserApi users = Loopback.to(UserApiBinding.INSTANCE, new Impl()).stub();
        Check.same(new Impl().list(3), users.list(3));
        Check.same(new User("u0"), users.first());
        Check.same(new User("u5"), users.find(5L));
        Check.same(new User("unull"), users.find(null));
        Check.same(new User("u6"), users.later(6L).join());
        Check.same(
                new Pair<>(7L, List.of(new User("a"), new User("b"))),
                users.save(new User("a"), List.of(new User("b"))));
        Check.same("Hello from users", users.greeting());
        Check.same(List.of("1", "2"), users.names(new Page<>(List.of(1L, 2L), null, null)).items());
        Check.same(
                List.of("List", "Find", "Save", "Later", "Names", "Name"),
                UserApiBinding.INSTANCE.methods().stream()
                        .map(MethodInfo::fullName)
                        .map(name -> name.substring(name.indexOf('/') + 1))
                        .toList());
    }
}
