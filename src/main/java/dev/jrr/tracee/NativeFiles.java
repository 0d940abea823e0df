package dev.jrr.tracee;

import dev.jrr.base.JrrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the native parts are installed: {@code lib/native} below the property jrr.home. */
final class NativeFiles {
    private NativeFiles() {}

    static Path find(String name) {
        Path file = Path.of(System.getProperty("jrr.home", "target/jrr-tui"), "lib", "native", name);
        if (!Files.isReadable(file)) {
            throw new JrrException("the installation lacks " + file + ": build it with make");
        }
        return file.toAbsolutePath();
    }

    static byte[] read(String name) {
        try {
            return Files.readAllBytes(find(name));
        } catch (IOException e) {
            throw new JrrException("cannot read " + find(name) + ": " + e.getMessage(), e);
        }
    }
}
