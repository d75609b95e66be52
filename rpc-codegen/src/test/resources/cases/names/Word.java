package cases.names;

/** With every keyword of protobuf that is a name in Java. */
public record Word(
        String message,
        String optional,
        String repeated,
        String oneof,
        String map,
        String reserved,
        String to,
        String max,
        String group,
        String extend,
        String option,
        String bool,
        String string,
        String bytes,
        String int32,
        String descriptor,
        String unknownFields,
        String firstName,
        String userID,
        String HTTPServer,
        String record,
        String var,
        String yield) {}
