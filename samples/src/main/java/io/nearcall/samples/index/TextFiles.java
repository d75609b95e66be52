package io.nearcall.samples.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds text files and reads them as documents. */
final class TextFiles {
    private static final int MOST_FILES = 20_000;
    private static final long MOST_BYTES = 1 << 20;
    private static final Set<String> TYPES = Set.of(
            "md", "txt", "java", "kt", "xml", "json", "yml", "yaml", "properties", "proto", "py", "sh", "c", "h");
    private static final Set<String> PRODUCTS = Set.of("target", "build", "node_modules");

    private TextFiles() {}

    /**
     * The files among {@code paths}, and the text files in the directories among them and below, in order.
     *
     * @throws IOException that names the path, when one does not exist or there are too many files
     */
    static List<Path> find(List<Path> paths) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path + ": no such file or directory");
            }
            if (Files.isDirectory(path)) {
                Files.walkFileTree(path, collecting(found, path));
            } else {
                found.add(path);
            }
        }
        return List.copyOf(found);
    }

    private static FileVisitor<Path> collecting(Set<Path> found, Path root) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName() == null
                        ? ""
                        : directory.getFileName().toString();
                boolean skipped = name.startsWith(".") || PRODUCTS.contains(name);
                return skipped && !directory.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && isText(file) && attributes.size() <= MOST_BYTES) {
                    found.add(file);
                }
                if (found.size() > MOST_FILES) {
                    throw new IOException(root + ": more than " + MOST_FILES + " files; name fewer directories");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                System.err.println("skipped: " + e);
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return TYPES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Reads a file as UTF-8; bytes that are not are replaced. */
    static WordIndex.Document read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": larger than " + MOST_BYTES + " bytes");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String name = file.normalize().toString().replace('\\', '/');
        return new WordIndex.Document(name, text.lines().toList());
    }
}
