package dev.jrr.system;

import static dev.jrr.debugger.MemoryStretch.State.BEYOND_FILE;
import static dev.jrr.debugger.MemoryStretch.State.GROWS_STACK;
import static dev.jrr.debugger.MemoryStretch.State.NO_ACCESS;
import static dev.jrr.debugger.MemoryStretch.State.READABLE;
import static dev.jrr.debugger.MemoryStretch.State.UNMAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Progress;
import dev.jrr.model.TaskUid;
import dev.jrr.testing.Runs;
import dev.jrr.testing.Tracees;
import dev.jrr.trace.TraceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads of memory that is not simply there; the program says how it is laid out. */
@Tag("system")
@Timeout(60)
final class HardMemorySystemTest {
    private static final int PAGE = 4096;

    @TempDir
    private Path scratch;

    private TraceReader trace;
    private Debugger debugger;
    private TaskUid task;
    private long base;

    @BeforeEach
    void standBeforeTheEnd() {
        Runs runs = new Runs(scratch);
        String output =
                runs.record("holes", List.of(Tracees.path("memory_holes"))).output();
        Matcher place = Pattern.compile("base ([0-9a-f]+)").matcher(output);
        assertThat(place.find()).as(output).isTrue();
        base = Long.parseUnsignedLong(place.group(1), 16);
        trace = TraceReader.open(runs.trace("holes"));
        debugger = Debugger.open(trace);
        debugger.seek(trace.frameCount() - 3, Progress.NONE);
        task = debugger.tasks().get(0).task();
    }

    @AfterEach
    void close() {
        if (debugger != null) {
            debugger.close();
            trace.close();
        }
    }

    private List<MemoryStretch> read(long address, int length) {
        List<MemoryStretch> stretches = debugger.read(task, address, length);
        long next = address;
        for (MemoryStretch stretch : stretches) {
            assertThat(stretch.address()).isEqualTo(next);
            assertThat(stretch.bytes().length)
                    .isEqualTo(
                            stretch.state() == READABLE || stretch.state() == GROWS_STACK ? (int) stretch.length() : 0);
            next += stretch.length();
        }
        assertThat(next).isEqualTo(address + length);
        return stretches;
    }

    private static void requireFilled(MemoryStretch stretch, char with, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(stretch.bytes()[i]).as("byte %d", i).isEqualTo((byte) with);
        }
    }

    @Test
    void readAcrossEverythingSaysOfEachStretchWhatItIs() {
        List<MemoryStretch> stretches = read(base, 9 * PAGE);

        assertThat(stretches.subList(0, 6))
                .extracting(MemoryStretch::state)
                .containsExactly(READABLE, NO_ACCESS, READABLE, UNMAPPED, READABLE, BEYOND_FILE);
        assertThat(stretches.subList(0, 6))
                .extracting(MemoryStretch::length)
                .containsExactly(1L * PAGE, 1L * PAGE, 1L * PAGE, 1L * PAGE, 2L * PAGE, 2L * PAGE);
        requireFilled(stretches.get(0), 'a', 0, PAGE);
        requireFilled(stretches.get(2), 'c', 0, PAGE);
        requireFilled(stretches.get(4), 'f', 0, PAGE + 100);
        requireFilled(stretches.get(4), '\0', PAGE + 100, 2 * PAGE);
    }

    @Test
    void edgesNeedNotBePageEdges() {
        List<MemoryStretch> stretches = read(base + PAGE - 3, PAGE + 5);

        assertThat(stretches).extracting(MemoryStretch::state).containsExactly(READABLE, NO_ACCESS, READABLE);
        assertThat(stretches).extracting(MemoryStretch::length).containsExactly(3L, 1L * PAGE, 2L);
        assertThat(new String(stretches.get(0).bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("aaa");
        assertThat(new String(stretches.get(2).bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("cc");
    }

    @Test
    void belowTheLowestPageOfTheStackAreTheZerosThatAnAccessWouldMakeAppear() {
        MapEntry stack = debugger.maps(task).stream()
                .filter(entry -> entry.path().equals("[stack]"))
                .findFirst()
                .orElseThrow();
        long before = debugger.checksum(task);

        List<MemoryStretch> stretches = read(stack.start() - PAGE - 10, PAGE + 20);

        assertThat(stretches).extracting(MemoryStretch::state).containsExactly(GROWS_STACK, READABLE);
        requireFilled(stretches.get(0), '\0', 0, PAGE + 10);
        assertThat(debugger.maps(task)).as("reading makes nothing grow").contains(stack);
        assertThat(debugger.checksum(task)).isEqualTo(before);
    }

    @Test
    void addressesThatNoProgramHasAreUnmapped() {
        for (long address : new long[] {0, 0x7fff_ffff_f000L, 0x8000_0000_0000L, -4096, Long.MAX_VALUE - 100}) {
            assertThat(read(address, 100)).extracting(MemoryStretch::state).containsExactly(UNMAPPED);
        }
        assertThat(read(base, 0)).isEmpty();
    }
}
