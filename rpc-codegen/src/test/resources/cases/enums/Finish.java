package cases.enums;

import io.nearcall.Reserved;
import io.nearcall.Unknown;

@Reserved(value = {7, 4}, names = "shinyRed")
public enum Finish {
    MATT,
    @Unknown
    OTHER
}
