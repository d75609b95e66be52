package io.nearcall.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nearcall.codegen.model.Naming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamingTest {
    @ParameterizedTest
    @CsvSource({
        "name, name",
        "firstName, first_name",
        "userID, user_id",
        "HTTPServer, http_server",
        "URL, url",
        "x1, x1",
        "utf8Text, utf8_text",
        "sha256Sum, sha256_sum",
        "already_snake, already_snake",
        "Already_Mixed, already_mixed",
        "_leading, leading",
        "$odd, odd",
        "aB, a_b",
        "straße, strau00dfe",
        "_, x"
    })
    void fieldsAreLowerSnake(String java, String proto) {
        assertEquals(proto, Naming.lowerSnake(java));
    }

    @ParameterizedTest
    @CsvSource({"RED, RED", "DARK_GREEN, DARK_GREEN", "darkGreen, DARK_GREEN", "Red, RED", "A1, A1", "UTF8, UTF8"})
    void constantsAreUpperSnake(String java, String proto) {
        assertEquals(proto, Naming.upperSnake(java));
    }

    @ParameterizedTest
    @CsvSource({"greet, Greet", "greetLater, GreetLater", "URL, URL", "_x, X", "größe, Gru00f6u00dfe"})
    void methodsAreUpperCamel(String java, String proto) {
        assertEquals(proto, Naming.upperCamel(java));
    }

    @ParameterizedTest
    @CsvSource({"first_name, firstName", "x, x", "foo1, foo1", "foo_1, foo1", "a_b_c, aBC"})
    void jsonNamesAreThoseOfProtoc(String proto, String json) {
        assertEquals(json, Naming.json(proto));
    }

    @ParameterizedTest
    @CsvSource({"Name, name", "URL, URL", "X, x", "URLPath, URLPath", "aName, aName"})
    void propertiesAreDecapitalizedAsBeansAre(String accessor, String property) {
        assertEquals(property, Naming.decapitalized(accessor));
    }
}
