package dev.jrr.explore.lesson;

import static dev.jrr.explore.lesson.Lessons.HEAD;
import static dev.jrr.explore.lesson.Lessons.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jrr.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonLibraryTest {
    @TempDir
    private Path ours;

    @TempDir
    private Path theirs;

    private static Path write(Path folder, String name, String title) throws IOException {
        return Files.writeString(folder.resolve(name), HEAD.replace("A bell", title) + STEP);
    }

    private LessonLibrary library() {
        return new LessonLibrary(List.of(ours, theirs, theirs.resolve("not-there")), Lessons.parser());
    }

    @Test
    void lessonsOfAllFoldersAreListedByName() throws IOException {
        write(ours, "zebra.lesson", "Z");
        write(theirs, "ant.lesson", "A");
        write(theirs, "no-lesson.txt", "N");
        assertThat(library().lessons()).extracting(Lesson::name).containsExactly("ant", "zebra");
        assertThat(library().broken()).isEmpty();
    }

    @Test
    void aLaterOneStandsForAnEarlierOneOfItsName() throws IOException {
        write(ours, "bell.lesson", "Ours");
        Path file = write(theirs, "bell.lesson", "Theirs");
        assertThat(library().lessons()).hasSize(1);
        assertThat(library().find("bell").title()).isEqualTo("Theirs");
        assertThat(library().find("bell").file()).isEqualTo(file);
    }

    @Test
    void aBrokenOneIsListedAndHidesNone() throws IOException {
        write(ours, "bell.lesson", "Ours");
        write(theirs, "ant.lesson", "A");
        Path file = Files.writeString(theirs.resolve("bell.lesson"), "titel: x\n");
        LessonLibrary library = library();
        assertThat(library.lessons()).extracting(Lesson::title).containsExactly("A", "Ours");
        assertThat(library.find("bell").title()).isEqualTo("Ours");
        assertThat(library.broken()).hasSize(1);
        LessonLibrary.Broken broken = library.broken().get(0);
        assertThat(broken.name()).isEqualTo("bell");
        assertThat(broken.file()).isEqualTo(file);
        assertThat(broken.problem()).startsWith("bell.lesson:1: ").contains("title:");
    }

    @Test
    void aBrokenOneThatStandsAloneSaysWhatIsWrong() throws IOException {
        Files.writeString(theirs.resolve("bell.lesson"), "titel: x\n");
        assertThatThrownBy(() -> library().find("bell"))
                .isInstanceOf(LessonException.class)
                .hasMessageStartingWith("bell.lesson:1: ");
    }

    @Test
    void aPathLeadsToAFileAnywhere() throws IOException {
        Path file = write(Files.createDirectory(theirs.resolve("deep")), "bell.lesson", "Deep");
        assertThat(library().find(file.toString()).title()).isEqualTo("Deep");
        assertThatThrownBy(() -> library().find("no/bell.lesson")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> library().find("bell"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("jrr-tui demo lists them");
    }

    @Test
    void aUsersFolderIsBelowTheConfiguration() {
        assertThat(LessonLibrary.userFolder(Map.of("XDG_CONFIG_HOME", "/c", "HOME", "/h")))
                .contains(Path.of("/c/jrr-tui/lessons"));
        assertThat(LessonLibrary.userFolder(Map.of("XDG_CONFIG_HOME", "relative", "HOME", "/h")))
                .contains(Path.of("/h/.config/jrr-tui/lessons"));
        assertThat(LessonLibrary.userFolder(Map.of("HOME", "/h"))).contains(Path.of("/h/.config/jrr-tui/lessons"));
        assertThat(LessonLibrary.userFolder(Map.of())).isEmpty();
    }
}
