package cases.beans;

import io.nearcall.Tag;
import java.util.List;

/** Somebody. */
public class Person extends Being {
    /** What people say. */
    private String name;

    private boolean active = true;
    private List<String> tags;
    private Person friend;

    @Tag(10)
    private String URL;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public List<String> getTags() {
        return tags;
    }

    public Person setTags(List<String> tags) {
        this.tags = tags;
        return this;
    }

    public Person getFriend() {
        return friend;
    }

    public void setFriend(Person friend) {
        this.friend = friend;
    }

    public String getURL() {
        return URL;
    }

    public void setURL(String URL) {
        this.URL = URL;
    }

    /** No setter, does not travel. */
    public String getLabel() {
        return name + "!";
    }

    public static String getDefault() {
        return "";
    }

    public static void setDefault(String ignored) {}
}
