package cases.beans;

import io.nearcall.RemoteService;
import java.util.List;

@RemoteService
public interface Registry {
    Person save(Person person);

    List<Person> all(Box<String> filter);
}
