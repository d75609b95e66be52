package io.nearcall.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nearcall.RpcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the README says against what there is. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("(?:<!-- (\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KEY_IN_SOURCE = Pattern.compile("\"(nearcall\\.[a-z.-]+)\"");
    private static final Pattern KEY_IN_TABLE = Pattern.compile("(?m)^\\| `(nearcall\\.[a-z.-]+)(<name>)?` \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    @Test
    void everyJavaListingIsCodeThatCompiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (MatchResult block : blocks()) {
            assertTrue(block.group(1) != null, "a java block without the name of its file above it: " + block.group(2));
            String file = Files.readString(ROOT.resolve(block.group(1)));
            files.add(block.group(1).replaceAll(".*/", ""));
            assertTrue(
                    withoutIndent(file).contains(withoutIndent(block.group(2))),
                    () -> block.group(1) + " does not have these lines: " + block.group(2));
        }
        assertTrue(
                files.containsAll(List.of("Greeter.java", "HelloServer.java", "HelloClient.java")), files.toString());
    }

    @Test
    void theHelloWorldIsShownWhole() throws IOException {
        for (MatchResult block : blocks()) {
            if (block.group(2).startsWith("package ")) {
                assertEquals(Files.readString(ROOT.resolve(block.group(1))), block.group(2));
            }
        }
    }

    @Test
    void theTableHasEveryConfigurationKeyAndNoOther() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path source : mainSources()) {
            KEY_IN_SOURCE
                    .matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(read::add);
        }
        read.remove("nearcall.properties"); // the file
        Set<String> documented = new TreeSet<>();
        KEY_IN_TABLE.matcher(readme()).results().map(found -> found.group(1)).forEach(documented::add);
        assertEquals(read, documented);
    }

    @Test
    void everyKeyOfTheTableIsKnownAndAMisspeltOneIsNot() throws IOException {
        RpcConfig config = RpcConfig.load().with("nearcall.limits.mesage", "1");
        for (MatchResult key : KEY_IN_TABLE.matcher(readme()).results().toList()) {
            config = config.with(key.group(1) + (key.group(2) == null ? "" : "any"), "1");
        }
        assertEquals(Set.of("nearcall.limits.mesage"), config.unknownKeys());
    }

    @Test
    void everyLinkToAFileHasItsFile() throws IOException {
        for (String document : List.of("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/wire-format.md")) {
            Path file = ROOT.resolve(document);
            Matcher links = LINK.matcher(Files.readString(file));
            while (links.find()) {
                if (!links.group(1).startsWith("http")) {
                    Path linked = file.resolveSibling(links.group(1));
                    assertTrue(Files.exists(linked), document + " links to " + links.group(1));
                }
            }
        }
    }

    private static List<MatchResult> blocks() throws IOException {
        List<MatchResult> blocks = JAVA.matcher(readme()).results().toList();
        assertFalse(blocks.isEmpty());
        return blocks;
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> sources = new ArrayList<>();
            for (Path module : modules.filter(ReadmeTest::isProduct).toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
            assertFalse(sources.isEmpty());
            return sources;
        }
    }

    /** What users run: the core and the transports, not the tools around them. */
    private static boolean isProduct(Path module) {
        String name = module.getFileName().toString();
        boolean product = name.equals("rpc-core") || name.startsWith("transport-") && !name.equals("transport-tck");
        return product && Files.isDirectory(module.resolve("src/main/java"));
    }

    private static String withoutIndent(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
