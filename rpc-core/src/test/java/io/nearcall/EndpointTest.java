package io.nearcall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "uds:greeter, uds, greeter",
        "uds:/run/greeter.sock, uds, /run/greeter.sock",
        "uds:///run/greeter.sock, uds, /run/greeter.sock",
        "uds:@abstract, uds, @abstract",
        "tcp://localhost:7001, tcp, localhost:7001",
        "tcp:localhost:7001, tcp, localhost:7001",
        "tcp://[::1]:0, tcp, [::1]:0",
        "inproc:a b, inproc, a b",
        "x-1.y+z:name, x-1.y+z, name",
        "shm://7, shm, 7",
        "'  uds:greeter\t', uds, greeter"
    })
    void schemeAndAddressAreWhatStandsAroundTheColon(String text, String scheme, String address) {
        assertEquals(new Endpoint(scheme, address, Map.of()), Endpoint.parse(text));
    }

    @Test
    void optionsKeepTheirOrderAndTheirEqualsSigns() {
        Endpoint endpoint = Endpoint.parse("tcp://localhost:1?spin=off&filter=a=b&empty=");
        assertEquals(
                List.of("spin", "filter", "empty"),
                List.copyOf(endpoint.options().keySet()));
        assertEquals(Map.of("spin", "off", "filter", "a=b", "empty", ""), endpoint.options());
        assertEquals("tcp://localhost:1?spin=off&filter=a=b&empty=", endpoint.toString());
    }

    @Test
    void aQuestionMarkWithoutOptionsMeansNone() {
        assertEquals(Endpoint.parse("uds:greeter"), Endpoint.parse("uds:greeter?"));
    }

    @Test
    void aCommaInAnAddressIsPercentEncoded() {
        Endpoint endpoint = new Endpoint("uds", "/tmp/a,b", Map.of());
        assertEquals("uds:/tmp/a%2Cb", endpoint.toString());
        assertEquals(endpoint, Endpoint.parse("uds:/tmp/a%2Cb"));
        assertEquals(endpoint, Endpoint.parse("uds:/tmp/a%2cb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%",
                "a?b",
                "a&b=c",
                "a,b",
                " at both ends ",
                "tab\tand\nline",
                "//twice",
                "/",
                "7001",
                "host:1",
                "Grüße 世界 😀",
                "%2C",
                "a#b",
                ":",
                ":1",
                "\u2028"
            })
    void everyAddressAndOptionComesBackFromItsTextForm(String text) {
        for (String scheme : List.of("uds", "tcp", "inproc")) {
            Endpoint endpoint = new Endpoint(scheme, text, Map.of("option", text));
            assertEquals(endpoint, Endpoint.parse(endpoint.toString()), endpoint::toString);
        }
    }

    @Test
    void randomEndpointsComeBackFromTheirTextForm() {
        Random random = new Random(1);
        String letters = "ab/:?&=%,@ [].-7\tü";
        for (int i = 0; i < 10_000; i++) {
            Map<String, String> options = new LinkedHashMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                options.put("k" + n, letters(random, letters, random.nextInt(6)));
            }
            Endpoint endpoint = new Endpoint("uds", letters(random, letters, 1 + random.nextInt(8)), options);
            assertEquals(endpoint, Endpoint.parse(endpoint.toString()), endpoint::toString);
        }
    }

    private static String letters(Random random, String from, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeter | 'greeter' is not an endpoint; write scheme:address such as uds:greeter or tcp://localhost:7001",
                "'' | '' is not an endpoint; write scheme:address such as uds:greeter or tcp://localhost:7001",
                "UDS:x | 'UDS:x' is not an endpoint; write scheme:address such as uds:greeter or tcp://localhost:7001",
                "127.0.0.1:80 | '127.0.0.1:80' is not an endpoint; write scheme:address such as uds:greeter or tcp://localhost:7001",
                "uds: | 'uds:' has no address after the colon",
                "tcp:// | 'tcp://' has no address after the colon",
                "uds:?spin=off | 'uds:?spin=off' has no address after the colon",
                "localhost:7001 | 'localhost:7001' has no scheme; write tcp://localhost:7001, or localhost://7001 if localhost is the scheme",
                "uds:x?spin | 'uds:x?spin': option 'spin' is not of the form key=value",
                "uds:x?=off | 'uds:x?=off': option '=off' is not of the form key=value",
                "uds:x?a=1&&b=2 | 'uds:x?a=1&&b=2': option '' is not of the form key=value",
                "uds:x?a=1&a=2 | 'uds:x?a=1&a=2': option 'a' is given twice",
                "uds:x?a b=1 | 'uds:x': 'a b' is not an option's name; use letters, digits, '.', '-' and '_'",
                "uds:a% | 'uds:a%' has a % without two hex digits; write %25 for '%'",
                "uds:a%2 | 'uds:a%2' has a % without two hex digits; write %25 for '%'",
                "uds:a%2g | 'uds:a%2g' has a % without two hex digits; write %25 for '%'",
                "uds:x?a=%zz | 'uds:x?a=%zz' has a % without two hex digits; write %25 for '%'",
                "uds:a%ff | 'uds:a%ff' has %-encoded bytes that are not UTF-8",
            },
            quoteCharacter = '`')
    void aTextThatIsNoEndpointIsRefusedWithTheCure(String text, String message) {
        String given = text.equals("''") ? "" : text;
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(given));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void whatHasNoTextFormIsNoEndpoint() {
        assertEquals(
                "'Tcp' is not a scheme; write one such as uds or tcp",
                assertThrows(IllegalArgumentException.class, () -> new Endpoint("Tcp", "x", Map.of()))
                        .getMessage());
        assertEquals(
                "'tcp:' has no address after the colon",
                assertThrows(IllegalArgumentException.class, () -> new Endpoint("tcp", "", Map.of()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("tcp", "x", Map.of("a=b", "c")));
    }

    @Test
    void anotherAddressKeepsSchemeAndOptions() {
        assertEquals(
                Endpoint.parse("tcp://localhost:7001?spin=off"),
                Endpoint.parse("tcp://localhost:0?spin=off").withAddress("localhost:7001"));
    }

    @Test
    void optionsAreACopy() {
        Map<String, String> options = new LinkedHashMap<>(Map.of("spin", "off"));
        Endpoint endpoint = new Endpoint("uds", "x", options);
        options.put("more", "1");
        assertEquals(Map.of("spin", "off"), endpoint.options());
        assertThrows(
                UnsupportedOperationException.class, () -> endpoint.options().put("a", "b"));
    }
}
