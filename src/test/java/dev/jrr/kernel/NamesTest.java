package dev.jrr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void errorsHaveNamesAndTexts() {
        assertThat(Errno.name(11)).isEqualTo("EAGAIN");
        assertThat(Errno.text(2)).isEqualTo("No such file or directory");
        assertThat(Errno.name(516)).isEqualTo("ERESTART_RESTARTBLOCK");
        assertThat(Errno.name(4000)).isEqualTo("errno_4000");
        assertThat(Errno.text(-1)).isEqualTo("Unknown error -1");
    }

    @Test
    void onlyTheKernelsOwnCodesAreRestarts() {
        assertThat(Errno.isRestart(-512)).isTrue();
        assertThat(Errno.isRestart(-516)).isTrue();
        assertThat(Errno.isRestart(-515)).isFalse();
        assertThat(Errno.isRestart(-4)).isFalse();
    }

    @Test
    void signalsHaveNamesInBothDirections() {
        assertThat(Signals.name(11)).isEqualTo("SIGSEGV");
        assertThat(Signals.name(33)).isEqualTo("SIGRT_1");
        assertThat(Signals.name(0)).isEqualTo("0");
        assertThat(Signals.name(200)).isEqualTo("200");
        for (int signal = 1; signal <= 64; signal++) {
            assertThat(Signals.number(Signals.name(signal))).isEqualTo(signal);
        }
        assertThat(Signals.number("term")).isEqualTo(15);
        assertThat(Signals.number("nothing")).isZero();
    }

    @Test
    void fullSetsOfSignalsShowWhatIsMissing() {
        assertThat(Signals.set(0)).isEqualTo("[]");
        assertThat(Signals.set(0x4002)).isEqualTo("[INT TERM]");
        assertThat(Signals.set(~0x100L)).isEqualTo("~[KILL]");
    }

    @Test
    void siginfoKnowsWhoMadeIt() {
        Siginfo fault = Siginfo.of(Frames.u32(11, 0, 2, 0, 0x1000, 0));
        assertThat(fault.kind()).isEqualTo(Siginfo.Kind.FAULT);
        assertThat(fault.address()).isEqualTo(0x1000);
        assertThat(fault.codeName()).isEqualTo("SEGV_ACCERR");
        assertThat(Siginfo.of(Frames.u32(11, 0, 0x80, 0)).kind()).isEqualTo(Siginfo.Kind.PLAIN);
        Siginfo child = Siginfo.of(Frames.u32(17, 0, 2, 0, 5, 0, 9));
        assertThat(child.describe()).isEqualTo("{si_code=CLD_KILLED, si_pid=5, si_uid=0, si_status=SIGKILL}");
    }

    @Test
    void octalEscapesAreNeverContinuedByADigit() {
        assertThat(quoted("\1" + "7")).isEqualTo("\"\\0017\"");
        assertThat(quoted("\1x")).isEqualTo("\"\\1x\"");
        assertThat(quoted("\"\\")).isEqualTo("\"\\\"\\\\\"");
    }

    @Test
    void malformedUtf8IsEscapedByteByByte() {
        assertThat(quoted("\u00c0\u0080")).isEqualTo("\"\\300\\200\"");
        assertThat(quoted("\u00ed\u00a0\u0080")).isEqualTo("\"\\355\\240\\200\"");
        assertThat(quoted("\u00e2\u0080\u00ae")).isEqualTo("\"\\342\\200\\256\"");
        assertThat(quoted("\u00e2\u0082\u00ac")).isEqualTo("\"\u20ac\"");
    }

    private static String quoted(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        return Quoted.text(bytes, 0, bytes.length);
    }
}
