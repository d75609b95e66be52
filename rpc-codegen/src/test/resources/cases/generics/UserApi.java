package cases.generics;

import io.nearcall.RemoteService;
import java.util.List;

@RemoteService
public interface UserApi extends Crud<User, Long>, Named {
    Page<String> names(Page<Long> ids);

    @Override
    String name();

    /** Not remote. */
    default String greeting() {
        return "Hello from " + name();
    }

    /** Not remote either. */
    static String version() {
        return "1";
    }

    private String hidden() {
        return "";
    }

    @Override
    String toString();

    @Override
    boolean equals(Object other);
}
