package dev.jrr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file of the repository, whoever wrote it. */
final class HouseRulesTest {
    private static final int MOST_LINES = 800;

    /** Names that say nothing about what is inside. */
    private static final Pattern EMPTY_NAME = Pattern.compile("(?i)(util|helper|manager|impl)s?$");

    /** Put together here so that this file does not contain them. */
    private static final List<String> FOREIGN = List.of(
            "/wo" + "rk/",
            "/tm" + "p/w/",
            "repo.mav" + "en",
            "repo1.mav" + "en",
            "deb.deb" + "ian.org",
            "snapshot.deb" + "ian.org",
            "registry.npm" + "js");

    @Test
    void noSourceFilePassesEightHundredLines() throws IOException, InterruptedException {
        Set<String> tooLong = new TreeSet<>();
        for (Path file : files()) {
            if (file.toString().matches(".*\\.(java|c|h|S|sh)|.*/?Makefile")) {
                long lines = text(file).lines().count();
                if (lines > MOST_LINES) {
                    tooLong.add(file + ": " + lines + " lines");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noPackageOrClassIsNamedAfterNothing() throws IOException, InterruptedException {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            if (!file.toString().endsWith(".java")) {
                continue;
            }
            for (Path part : file) {
                if (EMPTY_NAME.matcher(part.toString().replace(".java", "")).find()) {
                    found.add(file.toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noFileNamesTheMachineItWasWrittenOn() throws IOException, InterruptedException {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            String text = text(file);
            for (String word : FOREIGN) {
                if (text.contains(word)) {
                    found.add(file + ": " + word);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The files git knows; without git, all but what was built. */
    private static List<Path> files() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "ls-files", "-z")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String listed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() == 0 && !listed.isEmpty()) {
            return Stream.of(listed.split("\0"))
                    .map(Path::of)
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toList());
        }
        try (Stream<Path> all = Files.walk(Path.of(""))) {
            return all.filter(file -> !file.startsWith("target") && !file.startsWith(".git"))
                    .filter(Files::isRegularFile)
                    .collect(Collectors.toList());
        }
    }

    private static String text(Path file) throws IOException {
        // One character a byte: binary fixtures are read too.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
