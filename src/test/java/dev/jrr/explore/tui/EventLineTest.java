package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.TaskUid;
import org.junit.jupiter.api.Test;

/** What the list makes of a line that is longer than its room. */
final class EventLineTest {
    @Test
    void descriptorsAreNamedByTheEndsOfTheirNames() {
        assertThat(ShortNames.of("read(3</usr/lib/libc.so.6>, 0) = 1")).isEqualTo("read(3<…/libc.so.6>, 0) = 1");
        assertThat(ShortNames.of("write(1<pipe:[4711]>, \"x\", 1) = 1")).isEqualTo("write(1<pipe>, \"x\", 1) = 1");
        assertThat(ShortNames.of("openat(AT_FDCWD</home/ada/src>, \"x\") = 3</home/ada/src/x>"))
                .isEqualTo("openat(AT_FDCWD<…/src>, \"x\") = 3<…/x>");
        assertThat(ShortNames.of("write(1</dev/pts/0>)")).isEqualTo("write(1</dev/pts/0>)");
        assertThat(ShortNames.of("epoll_wait(4<anon_inode:[eventpoll]>)")).isEqualTo("epoll_wait(4<eventpoll>)");
        assertThat(ShortNames.of("read(3</x>)")).isEqualTo("read(3</x>)");
    }

    @Test
    void whatTheProgramWroteIsLeftAlone() {
        assertThat(ShortNames.of("write(1</home/ada/null>, \"\\\"H2</title/of/a/page>\", 9)"))
                .isEqualTo("write(1<…/null>, \"\\\"H2</title/of/a/page>\", 9)");
        assertThat(ShortNames.of("write(1<cut")).isEqualTo("write(1<cut");
    }

    @Test
    void resultStandsAtTheRightEdge() {
        assertThat(line("close(3) = 0").fitted(16, true)).isEqualTo("close(3)     = 0");
        assertThat(line("read(3, \"ab\") = 2\"...) = 2").fitted(20, true)).isEqualTo("read(3, \"ab\") =… = 2");
        assertThat(line("futex(0x10) <waiting>").fitted(24, true)).isEqualTo("futex(0x10)    <waiting>");
    }

    @Test
    void wordsOfAnErrorGoFirstThenThePathsFolders() {
        EventLine open = line("openat(AT_FDCWD, \"/usr/lib/locale/C.utf8\", 0) = -1 ENOENT (No such file)");
        assertThat(open.fitted(80, true)).endsWith("locale/C.utf8\", 0)         = -1 ENOENT (No such file)");
        assertThat(open.fitted(50, true)).isEqualTo("openat(AT_FDCWD, \"…/C.utf8\", 0)        = -1 ENOENT");
        assertThat(open.fitted(30, false)).isEqualTo("openat(AT_FDCWD, ~ = -1 ENOENT");
        assertThat(open.fitted(9, true)).isEqualTo("openat(A…");
    }

    private static EventLine line(String text) {
        return new EventLine(7, new TaskUid(1, 1), ' ', ' ', text, Style.SYSCALL);
    }
}
