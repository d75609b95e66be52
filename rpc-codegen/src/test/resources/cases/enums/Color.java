package cases.enums;

import io.nearcall.Tag;

/** What the eye sees. */
public enum Color {
    /** Like blood. */
    RED,
    @Tag(10)
    darkGreen,
    BLUE {
        @Override
        public String toString() {
            return "blue";
        }
    },
    UNSPECIFIED
}
