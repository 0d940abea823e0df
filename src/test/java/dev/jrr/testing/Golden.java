package dev.jrr.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that a test expects, kept as files and reviewed as text. With {@code -Djrr.golden=write}
 * the files are written anew instead of compared.
 */
public final class Golden {
    private static final Path HOME = Path.of("src/test/golden");

    private Golden() {}

    /** @param name below the folder of golden files, such as "screens/help-80x24.txt" */
    public static void check(String name, String actual) {
        Path file = HOME.resolve(name);
        try {
            if (!System.getProperty("jrr.golden", "").isEmpty()) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
                return;
            }
            assertThat(file).as("make golden writes it").exists();
            assertThat(actual).as("%s (make golden writes it anew)", file).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
