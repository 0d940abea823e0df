package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.lesson.LessonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step of a lesson shows of the program's code. */
final class LessonViewTest {
    private static final String HEAD = """
            title: Code
            summary: What one learns.
            program: a.c
            minutes: 5
            """;

    private final TestScreen screen = new TestScreen(160, 60);
    private final Model model = screen.model;

    @TempDir
    private Path folder;

    private Lesson lesson(String... views) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (String view : views) {
            text.append("\nstep: Look\ngo: goto 38\nview: ").append(view).append("\n\nSee.\n");
        }
        Path file = Files.writeString(folder.resolve("code.lesson"), text);
        return new LessonParser(command -> Optional.empty()).read(file);
    }

    @BeforeEach
    void thereIsALessonBesideTheScreen() {
        assertThat(model.layout().inspector()).isPresent();
    }

    @Test
    void stepGoesToTheFunctionThatItNames() throws IOException {
        screen.begin(lesson("code dine"));
        assertThat(model.position()).isEqualTo(38);
        assertThat(model.tab()).isEqualTo(Tab.CODE);
        assertThat(screen.shown())
                .contains("dine  philosophers.c:31  (looked at)")
                .contains("-  31 ")
                .doesNotContain(">  40 ");
    }

    @Test
    void stepGoesToALineToo() throws IOException {
        screen.begin(lesson("code philosophers.c:36"));
        assertThat(screen.shown()).contains("-  36 ").contains("dine  philosophers.c:36");
    }

    @Test
    void enterInTheEventsShowsItAgain() throws IOException {
        screen.begin(lesson("code dine")).keys("j");
        assertThat(screen.shown()).doesNotContain("(looked at)");
        screen.keys("1", "Enter");
        assertThat(model.tab()).isEqualTo(Tab.CODE);
        assertThat(model.position()).isEqualTo(39);
        assertThat(screen.shown()).contains("dine  philosophers.c:31  (looked at)");
    }

    @Test
    void cursorMovesFromThereAndABreakpointIsSetThere() throws IOException {
        screen.begin(lesson("code dine")).keys("Tab", "Down", "Down", "b");
        assertThat(screen.shown()).contains("-b 33 ");
        assertThat(model.breakpoints()).hasSize(1);
    }

    @Test
    void frameChosenInTheStackIsShownInstead() throws IOException {
        screen.begin(lesson("code dine")).keys("Tab", "4", "End", "Enter", "3");
        assertThat(screen.shown()).contains("main  philosophers.c:67  (chosen)");
    }

    @Test
    void functionThatIsNotThereIsSaid() throws IOException {
        screen.begin(lesson("code nowhere"));
        assertThat(screen.shown()).contains("philosophers.c:").contains("(no nowhere here)");
    }

    @Test
    void withoutALessonEnterInTheEventsSaysWhatItIsFor() {
        screen.keys("Enter");
        assertThat(model.message()).startsWith("Enter chooses");
    }
}
