package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that users start. */
@Tag("system")
@Timeout(60)
final class LauncherSystemTest {
    private static final Path TREE = Path.of(System.getProperty("jrr.home")).toAbsolutePath();

    @TempDir
    Path scratch;

    @Test
    void startsThroughALinkInAFolderWithASpace() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(scratch.resolve("a b"));
        Files.createSymbolicLink(folder.resolve("tree"), TREE);
        Files.createSymbolicLink(scratch.resolve("jrr"), Path.of("a b/tree/bin/jrr-tui"));
        assertThat(version(scratch.resolve("jrr"), Map.of())).startsWith("jrr-tui ");
    }

    @Test
    void startsWithNowhereToRememberAnything() throws IOException, InterruptedException {
        assertThat(version(TREE.resolve("bin/jrr-tui"), Map.of("HOME", "/no/such", "XDG_CACHE_HOME", "/proc/no")))
                .startsWith("jrr-tui ");
    }

    @Test
    void javaHomeThatIsGoneOrTooOldIsPassedOver() throws IOException, InterruptedException {
        Path old = Files.createDirectories(scratch.resolve("old/bin")).getParent();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/false"));
        for (String home : List.of("/no/such", old.toString())) {
            assertThat(version(TREE.resolve("bin/jrr-tui"), Map.of("JAVA_HOME", home)))
                    .startsWith("jrr-tui ");
        }
    }

    @Test
    void javaHomeThatWillDoIsTaken() throws IOException, InterruptedException {
        Path mine = Files.createDirectories(scratch.resolve("mine/bin")).getParent();
        Files.writeString(mine.resolve("release"), "JAVA_VERSION=\"99\"\n");
        Path java = mine.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho mine\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        assertThat(version(TREE.resolve("bin/jrr-tui"), Map.of("JAVA_HOME", mine.toString())))
                .isEqualTo("mine\n");
    }

    @Test
    void recorderOutlivesTheKeysThatEndTheProgram() throws IOException, InterruptedException {
        Path mine = Files.createDirectories(scratch.resolve("mine/bin")).getParent();
        Files.writeString(mine.resolve("release"), "JAVA_VERSION=\"99\"\n");
        Path java = mine.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\nkill -INT $$; kill -QUIT $$; echo alive\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("JAVA_HOME", mine.toString());
        Path launcher = TREE.resolve("bin/jrr-tui");
        assertThat(output(environment, launcher.toString(), "record", "--", "true"))
                .isEqualTo("alive\n");
        assertThat(output(environment, launcher.toString(), "events")).isEmpty();
    }

    /** What `--version` prints, on either stream, with a cache of its own. */
    private String version(Path launcher, Map<String, String> environment) throws IOException, InterruptedException {
        return output(environment, launcher.toString(), "--version");
    }

    private String output(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
        builder.environment().put("JRR_TUI_NO_ARCHIVE", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output;
    }
}
