package cases.beans;

import io.nearcall.codegen.Check;
import io.nearcall.codegen.Loopback;

import java.util.List;

public final class CaseCheck implements Check {
    @Override
    public void run() {
        Registry registry = Loopback.to(RegistryBinding.INSTANCE, new Registry() {
                    @Override
                    public Person save(Person person) {
                        return person;
                    }

                    @Override
                    public List<Person> all(Box<String> filter) {
                        Person person = new Person();
                        person.setName(filter.getContent());
                        return List.of(person);
                    }
                })
                .stub();
        Person friend = new Person();
        friend.setName("");
        Person person = new Person();
        person.setId(7);
        person.setActive(false);
        person.setTags(List.of("a"));
        person.setFriend(friend);
        person.setURL("u");
        Person back = registry.save(person);
        Check.same(7L, back.getId());
        Check.same(null, back.getName());
        Check.same(false, back.isActive());
        Check.same(List.of("a"), back.getTags());
        Check.same("", back.getFriend().getName());
        Check.same(true, back.getFriend().isActive());
        Check.same("u", back.getURL());
        Box<String> box = new Box<>();
        box.setContent("x");
        Check.same("x", registry.all(box).get(0).getName());
    }
}
