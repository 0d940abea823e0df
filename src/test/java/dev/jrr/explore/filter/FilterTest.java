package dev.jrr.explore.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jrr.base.JrrException;
import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final int FUTEX = 202;
    private static final int OPENAT = 257;

    private final TraceFrame futex = new SampleFrames()
            .syscall(SampleFrames.MAIN, FUTEX, -11, 0x7f00, 128, 3)
            .last();
    private final TraceFrame openat = new SampleFrames()
            .withInput(SampleFrames.OTHER, OPENAT, 3, "/etc/passwd\0".getBytes(), -100, 0x6000)
            .last();
    private final TraceFrame signal = new SampleFrames()
            .signal(SampleFrames.MAIN, 11, Event.Disposition.FATAL)
            .last();

    private boolean futex(String expression) {
        return Filter.parse(expression)
                .test(new FrameFacts(futex, "futex(0x7f00, FUTEX_WAIT_PRIVATE, 3) = -1 EAGAIN (Try again)"));
    }

    private boolean openat(String expression) {
        return Filter.parse(expression)
                .test(new FrameFacts(openat, "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 3</etc/passwd>"));
    }

    @Test
    void aBlankExpressionLetsEverythingThrough() {
        assertThat(futex("  ")).isTrue();
    }

    @Test
    void theExampleOfTheManualWorks() {
        assertThat(futex("syscall = futex and task = 100 and result < 0")).isTrue();
        assertThat(futex("syscall = futex and task = 101 and result < 0")).isFalse();
        assertThat(openat("syscall = futex and task = 101 and result < 0")).isFalse();
    }

    @Test
    void kindsTellSystemCallsFromSignals() {
        assertThat(Filter.parse("kind = signal").test(signal)).isTrue();
        assertThat(Filter.parse("signal").test(signal)).isTrue();
        assertThat(Filter.parse("signal = segv").test(signal)).isTrue();
        assertThat(Filter.parse("signal = SIGINT").test(signal)).isFalse();
        assertThat(Filter.parse("syscall").test(signal)).isFalse();
        assertThat(futex("kind = signal")).isFalse();
    }

    @Test
    void argumentsAreSearchedInWhatTheyPointTo() {
        assertThat(openat("arg1 ~ \"/etc/\"")).isTrue();
        assertThat(openat("arg1 = /etc/passwd")).isTrue();
        assertThat(openat("arg0 ~ /etc/")).isFalse();
        assertThat(openat("arg1 !~ /etc/")).isFalse();
    }

    @Test
    void argumentsAreComparedAsNumbersAndAsDecoded() {
        assertThat(futex("arg0 = 0x7f00 and arg2 = 3")).isTrue();
        assertThat(futex("arg1 ~ WAIT and arg1 = FUTEX_WAIT_PRIVATE")).isTrue();
        assertThat(openat("arg0 = -100")).isTrue();
        assertThat(openat("arg2 = O_RDONLY")).isTrue();
    }

    @Test
    void anAddressInTheUpperHalfIsAnUnsignedNumber() {
        TraceFrame high = new SampleFrames()
                .syscall(SampleFrames.MAIN, FUTEX, 0, 0xffffffffff600000L)
                .last();
        assertThat(Filter.parse("arg0 = 0xffffffffff600000").test(high)).isTrue();
        assertThat(Filter.parse("arg0 = 0xffffffffff600001").test(high)).isFalse();
    }

    @Test
    void failedAndErrorNames() {
        assertThat(futex("failed")).isTrue();
        assertThat(openat("failed")).isFalse();
        assertThat(futex("result = EAGAIN")).isTrue();
        assertThat(futex("result = -EAGAIN")).isTrue();
        assertThat(futex("result != ENOENT")).isTrue();
    }

    @Test
    void callsAreToldApartByHowTheyWereHandled() {
        for (Event.Handling handling : Event.Handling.values()) {
            TraceFrame frame = new SampleFrames()
                    .handled(SampleFrames.MAIN, handling, FUTEX, -11)
                    .last();
            boolean buffered = handling == Event.Handling.BUFFERED;
            boolean userSpace = handling == Event.Handling.USER_SPACE;
            assertThat(Filter.parse("buffered").test(frame)).isEqualTo(buffered);
            assertThat(Filter.parse("userspace").test(frame)).isEqualTo(userSpace);
            assertThat(Filter.parse("traced").test(frame)).isEqualTo(!buffered && !userSpace);
        }
        assertThat(Filter.parse("traced or buffered or userspace").test(signal)).isFalse();
    }

    @Test
    void pathsAreThoseOfStringsAndDescriptors() {
        assertThat(openat("path = /etc/passwd")).isTrue();
        Event.Syscall read = SampleFrames.call(
                Event.Phase.WHOLE,
                0,
                5,
                List.of(new Capture(1, 0x10, "bytes".getBytes())),
                List.of(new Event.FdName(0, "/var/log/x")));
        TraceFrame frame = new SampleFrames()
                .add(SampleFrames.MAIN, read, SampleFrames.registers(5, 3))
                .last();
        assertThat(Filter.parse("path ~ ^/var").test(frame)).isTrue();
        assertThat(Filter.parse("path ~ bytes").test(frame)).isFalse();
    }

    @Test
    void notBindsTighterThanAndWhichBindsTighterThanOr() {
        assertThat(futex("not failed or syscall")).isTrue();
        assertThat(futex("failed or failed and not syscall")).isTrue();
        assertThat(futex("(failed or failed) and not syscall")).isFalse();
        assertThat(futex("!(failed && !failed) || frame > 1000")).isTrue();
    }

    @Test
    void aPatternKeepsItsOwnEscapes() {
        assertThat(futex("text ~ \"0x\\w+, FUTEX\"")).isTrue();
        assertThat(openat("text ~ \"\\\"/etc\"")).isTrue();
    }

    @Test
    void aMistakeIsShownWithACaretUnderThePlace() {
        FilterException mistake =
                catchThrowableOfType(FilterException.class, () -> Filter.parse("task = 1 and resalt < 0"));
        assertThat(mistake.position()).isEqualTo(13);
        assertThat(mistake.report().lines().skip(1))
                .containsExactly("  task = 1 and resalt < 0", "  " + " ".repeat(13) + "^");
        assertThat(mistake.getMessage()).contains("resalt").contains("result");
    }

    @Test
    void mistakesPointToWhereTheyAre() {
        assertPosition("signal = SIGFOO", 9);
        assertPosition("task =", 6);
        assertPosition("task = x", 7);
        assertPosition("(task = 1", 9);
        assertPosition("task = 1)", 8);
        assertPosition("task = 1 frame = 2", 9);
        assertPosition("text ~ \"abc", 7);
        assertPosition("text ~ [", 7);
        assertPosition("text < 5", 0);
        assertPosition("frame ~ 5", 0);
        assertPosition("kind = sygnal", 7);
        assertPosition("syscall = futx", 10);
        assertPosition("task", 4);
        assertPosition("failed = 1", 0);
        assertPosition("task = 1 and", 12);
    }

    private static void assertPosition(String expression, int position) {
        assertThat(catchThrowableOfType(FilterException.class, () -> Filter.parse(expression))
                        .position())
                .as(expression)
                .isEqualTo(position);
    }

    @Test
    void nestingAndLengthAreBounded() {
        assertThatThrownBy(() -> Filter.parse("(".repeat(500) + "failed")).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> Filter.parse("text ~ " + "(".repeat(5000))).isInstanceOf(FilterException.class);
    }

    @Test
    void hintsNameWhatAllMatchesShare() {
        FilterHint hint = Filter.parse("syscall = futex and task = 7 and frame >= 50 and frame < 90")
                .hint();
        assertThat(hint.first()).isEqualTo(50);
        assertThat(hint.last()).isBetween(89L, 90L);
        assertThat(hint.tids()).contains(Set.of(7));
        assertThat(hint.names()).contains(Set.of("futex"));
        assertThat(Filter.parse("task = 7 or task = 8").hint().tids()).contains(Set.of(7, 8));
        assertThat(Filter.parse("task = 7 or failed").hint().tids()).isEqualTo(Optional.empty());
        assertThat(Filter.parse("not task = 7").hint()).isEqualTo(FilterHint.ANY);
        assertThat(Filter.parse("buffered and task = 7").hint().tracee()).isTrue();
        assertThat(Filter.parse("buffered or userspace").hint().tracee()).isTrue();
        assertThat(Filter.parse("buffered or failed").hint().tracee()).isFalse();
        assertThat(Filter.parse("not buffered").hint().tracee()).isFalse();
    }

    @Test
    void randomTextIsUnderstoodOrRefusedAndNothingElse() {
        Random random = new Random(20261124);
        String[] pieces = {
            "task",
            "frame",
            "result",
            "text",
            "arg1",
            "syscall",
            "kind",
            "signal",
            "path",
            "failed",
            "not",
            "and",
            "or",
            "(",
            ")",
            "=",
            "!=",
            "<",
            ">=",
            "~",
            "!~",
            "\"",
            "'",
            "\\",
            "1",
            "-5",
            "0x",
            "0x10",
            "1.5",
            "1e9",
            "[",
            "*",
            "é",
            "\t",
            " ",
            " ",
            "futex",
            "EAGAIN",
            "&&",
            "||",
            "!",
            "\u0000",
            "9".repeat(30)
        };
        for (int round = 0; round < 30_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Filter filter = Filter.parse(text.toString());
                filter.test(new FrameFacts(futex, "futex(1, 2) = 0"));
                filter.hint();
            } catch (FilterException mistake) {
                assertThat(mistake.position()).isBetween(0, text.length());
                assertThat(mistake.report()).endsWith("^");
            } catch (JrrException e) {
                throw new AssertionError(text.toString(), e);
            }
        }
    }
}
