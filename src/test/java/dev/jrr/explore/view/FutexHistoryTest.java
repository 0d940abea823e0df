package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.debugger.MapEntry;
import dev.jrr.explore.SampleFrames;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FutexHistoryTest {
    private static final TaskUid MAIN = SampleFrames.MAIN;
    private static final TaskUid OTHER = SampleFrames.OTHER;
    private static final int FUTEX = 202;
    private static final int GETPID = 39;
    private static final long WORD = 0x5581_0000_10c0L;
    private static final long WAIT = 0x80;
    private static final long WAKE = 0x81;

    private final List<TraceFrame> frames = new ArrayList<>();

    private void add(TaskUid task, Phase phase, Handling handling, long result, Optional<Integer> word, long... args) {
        add(task, phase, handling, result, word, List.of(), args);
    }

    private void add(
            TaskUid task,
            Phase phase,
            Handling handling,
            long result,
            Optional<Integer> word,
            List<MemoryWrite> writes,
            long... args) {
        Registers registers = SampleFrames.registers(result, args).with(Register.RCX, 0x4002);
        List<Capture> inputs = word.map(value ->
                        List.of(new Capture(0, args[0], new byte[] {(byte) (int) value, 0, 0, 0})))
                .orElse(List.of());
        Event.Syscall call = new Event.Syscall(
                phase,
                handling,
                FUTEX,
                Optional.empty(),
                result,
                inputs,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new byte[0]);
        long number = frames.size();
        frames.add(new TraceFrame(number, task, number * 1_500_000, call, registers, writes, Optional.empty()));
    }

    private void addOther(TaskUid task) {
        long number = frames.size();
        Event.Syscall call = SampleFrames.call(Phase.WHOLE, GETPID, 1, List.of(), List.of());
        frames.add(new TraceFrame(number, task, number * 1_500_000, call, Registers.ZERO, List.of(), Optional.empty()));
    }

    private List<FutexCall> calls(long position, TaskUid task) {
        return FutexHistory.upTo(Frames.of(frames), position, List.of(task), 10).get(task);
    }

    private FutexCall only() {
        List<FutexCall> calls = calls(frames.size() - 1, MAIN);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void callsOfEachTaskComeNewestFirst() {
        add(MAIN, Phase.WHOLE, Handling.BUFFERED, 1, Optional.of(0), WORD, WAKE, 1);
        add(OTHER, Phase.WHOLE, Handling.BUFFERED, 0, Optional.of(0), WORD, WAKE, 1);
        addOther(MAIN);
        add(MAIN, Phase.WHOLE, Handling.USER_SPACE, -11, Optional.of(1), WORD, WAIT, 2);
        assertThat(calls(3, MAIN)).extracting(FutexCall::frame).containsExactly(3L, 0L);
        assertThat(calls(2, MAIN)).extracting(FutexCall::frame).containsExactly(0L);
        assertThat(calls(3, OTHER)).extracting(FutexCall::frame).containsExactly(1L);
        assertThat(FutexHistory.upTo(Frames.of(frames), 3, List.of(OTHER, MAIN), 1))
                .hasSize(2)
                .allSatisfy((task, calls) -> assertThat(calls).hasSize(1));
    }

    @Test
    void aCallSaysWhatWasWantedAndFoundAndHowItWasHandled() {
        add(MAIN, Phase.WHOLE, Handling.USER_SPACE, -11, Optional.of(1), WORD, WAIT, 2);
        FutexCall call = only();
        assertThat(call.operation()).isEqualTo("FUTEX_WAIT_PRIVATE");
        assertThat(call.address()).isEqualTo(WORD);
        assertThat(call.second()).isEmpty();
        assertThat(call.expected()).isEqualTo(OptionalInt.of(2));
        assertThat(call.found()).isEqualTo(OptionalInt.of(1));
        assertThat(call.words()).isEqualTo("2 wanted, 1 found");
        assertThat(call.result()).isEqualTo("EAGAIN");
        assertThat(call.handled()).isEqualTo("user space");
    }

    @Test
    void operationsWithTwoWordsNameBoth() {
        add(MAIN, Phase.WHOLE, Handling.BUFFERED, 3, Optional.of(7), WORD, 0x84, 1, 2, WORD + 8, 9);
        FutexCall call = only();
        assertThat(call.operation()).isEqualTo("FUTEX_CMP_REQUEUE_PRIVATE");
        assertThat(call.second()).isEqualTo(OptionalLong.of(WORD + 8));
        assertThat(call.expected()).isEqualTo(OptionalInt.of(9));
        assertThat(call.handled()).isEqualTo("buffered");
    }

    @Test
    void aCallThatBlockedIsOneCallWithItsTime() {
        add(MAIN, Phase.ENTERED, Handling.TRACED, 0, Optional.of(2), WORD, WAIT, 2);
        addOther(OTHER);
        add(MAIN, Phase.LEFT, Handling.TRACED, 0, Optional.empty(), WORD, WAIT, 2);
        FutexCall call = only();
        assertThat(call.frame()).isZero();
        assertThat(call.result()).isEqualTo("0");
        assertThat(call.handled()).isEqualTo("traced: blocked 3.000 ms");
        assertThat(call.isWaiting()).isFalse();
    }

    @Test
    void aCallThatHasNotReturnedHereWaits() {
        add(MAIN, Phase.ENTERED, Handling.TRACED, 0, Optional.of(2), WORD, WAIT, 2);
        addOther(OTHER);
        add(MAIN, Phase.LEFT, Handling.TRACED, 0, Optional.empty(), WORD, WAIT, 2);
        FutexCall call = calls(1, MAIN).get(0);
        assertThat(call.isWaiting()).isTrue();
        assertThat(call.result()).isEqualTo("?");
        assertThat(call.handled()).isEqualTo("traced: waits 1.500 ms");
        frames.remove(2);
        addOther(MAIN);
        assertThat(calls(1, MAIN).get(0).handled()).isEqualTo("traced: waits 1.500 ms, for ever");
        frames.remove(2);
        assertThat(calls(1, MAIN).get(0).handled()).isEqualTo("traced: waits 1.500 ms, for ever");
    }

    @Test
    void aTracedCallSaysWhyWhereItsFrameTells() {
        add(MAIN, Phase.WHOLE, Handling.TRACED, 0, Optional.of(2), WORD, WAIT, 2);
        add(MAIN, Phase.WHOLE, Handling.TRACED, 1, Optional.of(2), WORD, WAKE, 2);
        add(MAIN, Phase.WHOLE, Handling.TRACED, 0, Optional.of(5), WORD, 0x86);
        add(MAIN, Phase.WHOLE, Handling.GENERIC, -38, Optional.empty(), WORD, 77);
        List<MemoryWrite> patch = List.of(MemoryWrite.of(0x4000, new byte[5]));
        add(MAIN, Phase.WHOLE, Handling.TRACED, 1, Optional.of(2), patch, WORD, WAKE, 2);
        assertThat(calls(4, MAIN))
                .extracting(FutexCall::handled)
                .containsExactly(
                        "traced: first call there",
                        "traced: unknown operation",
                        "traced: lock is taken",
                        "traced",
                        "traced: may wait");
    }

    @Test
    void aWordThatTheTraceLacksCanBeAdded() {
        add(MAIN, Phase.WHOLE, Handling.TRACED, 1, Optional.empty(), WORD, WAKE, 2);
        assertThat(only().words()).isEmpty();
        assertThat(only().withFound(new byte[] {1, 0, 0, (byte) 0x80}).words()).isEqualTo("0x80000001 found");
        assertThat(only().withFound(new byte[0]).words()).isEmpty();
    }

    @Test
    void addressesAreNamedByWhatIsMappedThere() {
        AddressNames names = new AddressNames(List.of(
                new MapEntry(0x1000, 0x2000, "r-xp", 0, "/usr/lib/libc.so.6"),
                new MapEntry(0x3000, 0x4000, "rw-p", 0x1000, "/usr/lib/libc.so.6"),
                new MapEntry(0x4000, 0x5000, "rw-p", 0, ""),
                new MapEntry(0x6000, 0x7000, "rw-p", 0, ""),
                new MapEntry(0x8000, 0x9000, "rw-p", 0, "[heap]"),
                new MapEntry(0x9000, 0xa000, "rw-p", 0, ""),
                new MapEntry(0x7000_0000, 0x7001_0000, "rw-p", 0, "[stack]")));
        assertThat(names.of(0x1010)).isEqualTo("libc.so.6+0x10");
        assertThat(names.of(0x3010)).isEqualTo("libc.so.6+0x2010");
        assertThat(names.of(0x4010)).as("zeroed data").isEqualTo("libc.so.6+0x3010");
        assertThat(names.of(0x2010)).isEmpty();
        assertThat(names.of(0x6010)).isEmpty();
        assertThat(names.of(0x82a0)).isEqualTo("[heap]+0x2a0");
        assertThat(names.of(0x9010)).isEmpty();
        assertThat(names.of(0x7000_0010)).isEqualTo("[stack]");
        assertThat(names.of(0)).isEmpty();
        assertThat(AddressNames.NONE.of(0x1000)).isEmpty();
    }
}
