package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LessonMotionsTest {
    @Test
    void wordsThatTheShellDoesNotHaveAreFoundBeforeTheyAreSaid() {
        assertThat(LessonMotions.unknownWord("goto end; prev futex")).isEmpty();
        assertThat(LessonMotions.unknownWord("goto end; prv futex; nxt")).contains("prv");
        assertThat(LessonMotions.unknownWord("find text ~ \"a; b\"; where")).isEmpty();
        assertThat(LessonMotions.unknownWord("")).isEmpty();
    }
}
