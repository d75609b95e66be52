package cases.enums;

import io.nearcall.Unknown;

public enum Finish {
    MATT,
    @Unknown
    OTHER
}
