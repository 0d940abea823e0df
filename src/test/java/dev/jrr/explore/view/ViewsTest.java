package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.MemoryStretch.State;
import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Event;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {
    @Test
    void hexRowsKeepEachByteAtTheColumnOfItsAddress() {
        byte[] bytes = "0123456789abcdefXYZ".getBytes();
        List<HexRow> rows = HexRow.of(List.of(new MemoryStretch(0x1005, bytes.length, State.READABLE, bytes)));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).line())
                .isEqualTo("0000000000001005  " + "   ".repeat(5) + "30 31 32  33 34 35 36 37 38 39 61  |"
                        + "     0123456789a|");
        assertThat(rows.get(1).address()).isEqualTo(0x1010);
        assertThat(rows.get(1).ascii()).isEqualTo("bcdefXYZ");
    }

    @Test
    void unreadableStretchesAreSaidByName() {
        List<HexRow> rows = HexRow.of(List.of(
                new MemoryStretch(0x1000, 1, State.UNMAPPED, new byte[0]),
                new MemoryStretch(0x1001, 2, State.NO_ACCESS, new byte[0]),
                new MemoryStretch(0x1003, 3, State.BEYOND_FILE, new byte[0]),
                new MemoryStretch(0x1006, 4, State.GROWS_STACK, new byte[4])));
        assertThat(rows)
                .extracting(HexRow::note)
                .containsExactly(
                        "unmapped (1 byte)",
                        "no access (guard) (2 bytes)",
                        "beyond the end of the mapped file (3 bytes)",
                        "stack would grow here (4 bytes)");
        assertThat(rows.get(3).line()).contains("00 00  00 00").endsWith("stack would grow here (4 bytes)");
    }

    @Test
    void jsonStringsAreEscaped() {
        String json = new Json()
                .object()
                .member("a\"b", "\\ \n \t \u0001 \ud800 \ud83d\ude00 é \u2028")
                .array("list")
                .value(1)
                .value("x")
                .endArray()
                .object("inner")
                .endObject()
                .member("time", 0.1234567, 6)
                .member("big", 1e15, 1)
                .member("none", Double.NaN, 1)
                .endObject()
                .toString();
        assertThat(json)
                .isEqualTo("{\"a\\\"b\":\"\\\\ \\n \\t \\u0001 \\ud800 \ud83d\ude00 é \\u2028\",\"list\":[1,\"x\"],"
                        + "\"inner\":{},\"time\":0.123457,\"big\":1000000000000000.0,\"none\":null}");
    }

    @Test
    void secondsHaveSixDigitsWhateverTheirSize() {
        assertThat(Seconds.text(0)).isEqualTo("0.000000");
        assertThat(Seconds.text(1_000)).isEqualTo("0.000001");
        assertThat(Seconds.text(61_234_567_890L)).isEqualTo("61.234567");
    }

    @Test
    void changedRegistersAreMarked() {
        Registers before = Registers.ZERO.with(Register.RAX, 5);
        List<RegisterRow> rows = RegisterRow.of(before.with(Register.RAX, -1), Optional.of(before));
        assertThat(rows)
                .filteredOn(RegisterRow::changed)
                .extracting(RegisterRow::register)
                .containsExactly(Register.RAX);
        assertThat(rows.get(3).line()).isEqualTo("rax      ffffffffffffffff  -1");
    }

    @Test
    void outputIsWhatWasWrittenToTheStandardStreams() {
        SampleFrames frames = new SampleFrames()
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, "pipe:[7]", "one two", 3)
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 5, "/tmp/file", "not this", 8)
                .write(SampleFrames.OTHER, Event.Phase.ENTERED, 4, "pipe:[7]", " more", 0)
                .write(SampleFrames.MAIN, Event.Phase.WHOLE, 2, "/dev/null", "!", -9)
                .write(SampleFrames.OTHER, Event.Phase.LEFT, 4, "pipe:[7]", "", 5);
        ProgramOutput output = ProgramOutput.until(Frames.of(frames.frames()), 4);
        assertThat(new String(output.bytes())).isEqualTo("one more");
        assertThat(new String(output.at(3).bytes())).isEqualTo("one");
        assertThat(ProgramOutput.until(Frames.of(frames.frames()), 0).chunks()).hasSize(1);
    }

    @Test
    void bytesThatTheTraceDidNotKeepAreCounted() {
        SampleFrames frames =
                new SampleFrames().write(SampleFrames.MAIN, Event.Phase.WHOLE, 1, "/dev/pts/1", "begin", 100);
        assertThat(ProgramOutput.until(Frames.of(frames.frames()), 0).missing()).isEqualTo(95);
    }

    @Test
    void signalStateFollowsHandlersAndMasks() {
        SampleFrames frames = new SampleFrames()
                .withInput(SampleFrames.MAIN, 13, 0, action(0x4000, 0, 1L << 14), 10, 0x900)
                .withInput(SampleFrames.MAIN, 13, 0, action(1, 0, 0), 13, 0x900)
                .withInput(SampleFrames.MAIN, 14, 0, word(1L << 1), 0, 0x900)
                .signal(SampleFrames.MAIN, 10, Event.Disposition.HANDLED)
                .syscall(SampleFrames.MAIN, 15, 0);
        SignalState before = SignalState.at(Frames.of(frames.frames()), 2, SampleFrames.MAIN);
        assertThat(before.handlers()).containsOnlyKeys(10, 13);
        assertThat(before.handlers().get(13).isIgnored()).isTrue();
        assertThat(before.blocks(2)).isTrue();
        assertThat(before.blocks(10)).isFalse();
        SignalState inside = SignalState.at(Frames.of(frames.frames()), 3, SampleFrames.MAIN);
        assertThat(inside.blocks(10) && inside.blocks(15) && inside.blocks(2)).isTrue();
        SignalState after = SignalState.at(Frames.of(frames.frames()), 4, SampleFrames.MAIN);
        assertThat(after.mask()).isEqualTo(before.mask());
    }

    private static byte[] action(long handler, long flags, long mask) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(handler)
                .putLong(flags)
                .putLong(0)
                .putLong(mask)
                .array();
    }

    private static byte[] word(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
