package dev.jrr.explore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.SampleFrames;
import dev.jrr.explore.view.FutexWait.Word;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutexWordsTest {
    private static final int FUTEX = 202;
    private static final long WAIT = 0x80;
    private static final long WAKE = 0x81;
    private static final long REQUEUE = 0x83;
    private static final long CMP_REQUEUE = 0x84;
    private static final long WAKE_OP = 0x85;
    private static final long ONE = 0x1000;
    private static final long TWO = 0x2000;
    private static final int TASKS = 6;

    private final SampleFrames frames = new SampleFrames();

    private static TaskUid task(int index) {
        return new TaskUid(100 + index, index + 1);
    }

    private void waits(TaskUid task, long word, long expected) {
        frames.add(
                task,
                SampleFrames.call(Phase.ENTERED, FUTEX, 0, List.of(), List.of()),
                SampleFrames.registers(0, word, WAIT, expected, 0));
    }

    private void goesOn(TaskUid task, long word, long result) {
        frames.add(
                task,
                SampleFrames.call(Phase.LEFT, FUTEX, result, List.of(), List.of()),
                SampleFrames.registers(result, word, WAIT, 2, 0));
    }

    private List<TaskSummary> tasks() {
        List<TaskSummary> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(new TaskSummary(
                    task(i), TaskUid.NONE, 100, "t", 0, frames.frames().size() - 1, OptionalInt.empty()));
        }
        return tasks;
    }

    private FutexWords.Answer at(long position) {
        return new FutexWords(tasks()).at(Frames.of(frames.frames()), position);
    }

    private static FutexWord word(FutexWords.Answer answer, long address) {
        return answer.words().stream()
                .filter(word -> word.word().equals(new Word(100, address)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void waitersStandInTheirOrderAndTheFirstIsWokenFirst() {
        waits(task(1), ONE, 2);
        waits(task(2), ONE, 2);
        frames.syscall(task(0), FUTEX, 1, ONE, WAKE, 1);
        goesOn(task(1), ONE, 0);
        FutexWord before = word(at(1), ONE);
        assertThat(before.waiters()).extracting(FutexWait::task).containsExactly(task(1), task(2));
        assertThat(before.isLock()).isTrue();
        assertThat(before.waits()).isEqualTo(2);
        assertThat(before.nanos()).isEqualTo(1_500_000);
        FutexWord woken = word(at(2), ONE);
        assertThat(woken.waiters()).extracting(FutexWait::task).containsExactly(task(2));
        assertThat(woken.handOffs()).isEqualTo(1);
        assertThat(woken.lastWaker()).isEqualTo(Optional.of(task(0)));
        assertThat(word(at(3), ONE).nanos()).isEqualTo(3 * 1_500_000 + 2 * 1_500_000);
    }

    @Test
    void wordsThatAreWaitedOnComeFirst() {
        waits(task(1), TWO, 0);
        waits(task(2), ONE, 0);
        frames.syscall(task(0), FUTEX, 1, TWO, WAKE, 1);
        goesOn(task(1), TWO, 0);
        assertThat(at(3).words()).extracting(word -> word.word().address()).containsExactly(ONE, TWO);
        assertThat(at(0).words()).hasSize(1);
    }

    @Test
    void requeueingMovesWaitersToTheOtherWord() {
        waits(task(1), ONE, 0);
        waits(task(2), ONE, 0);
        waits(task(3), ONE, 0);
        frames.syscall(task(0), FUTEX, 2, ONE, CMP_REQUEUE, 1, 1, TWO, 0);
        frames.syscall(task(0), FUTEX, 0, ONE, REQUEUE, 0, 5, TWO);
        frames.syscall(task(0), FUTEX, 2, ONE, WAKE_OP, 1, 2, TWO);
        assertThat(word(at(3), ONE).waiters()).extracting(FutexWait::task).containsExactly(task(3));
        assertThat(at(5).words()).allSatisfy(word -> assertThat(word.waiters()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anyPositionInAnyOrderIsAsASlowReadingSays(int seed) {
        Random random = new Random(seed);
        randomRun(random, 600);
        FutexWords kept = new FutexWords(tasks());
        Frames all = Frames.of(frames.frames());
        for (int i = 0; i < 120; i++) {
            long position = i % 3 == 0 ? random.nextInt(600) : Math.min(599, 300 + i);
            FutexWords.Answer answer = kept.at(all, position);
            Map<Long, Slow> slow = slow(position);
            assertThat(answer.words()).hasSize(slow.size());
            for (FutexWord word : answer.words()) {
                Slow wanted = slow.get(word.word().address());
                assertThat(word.waits()).as("waits at %d", position).isEqualTo(wanted.waits);
                assertThat(word.handOffs()).as("hand-offs at %d", position).isEqualTo(wanted.handOffs);
                assertThat(word.nanos()).as("time at %d", position).isEqualTo(wanted.nanos);
                assertThat(word.waiters())
                        .as("waiters at %d", position)
                        .extracting(FutexWait::frame)
                        .containsExactlyElementsOf(wanted.waiters);
            }
        }
    }

    private void randomRun(Random random, int count) {
        Map<TaskUid, Long> waiting = new HashMap<>();
        while (frames.frames().size() < count) {
            TaskUid task = task(random.nextInt(TASKS));
            long address = 0x1000 + 0x1000L * random.nextInt(3);
            if (waiting.containsKey(task)) {
                if (random.nextInt(3) == 0) {
                    goesOn(task, waiting.remove(task), random.nextInt(4) == 0 ? -110 : 0);
                }
            } else if (random.nextInt(3) == 0) {
                waits(task, address, random.nextInt(3));
                waiting.put(task, address);
            } else if (random.nextInt(3) == 0) {
                frames.syscall(task, FUTEX, random.nextInt(3), address, WAKE, 2);
            } else {
                frames.syscall(task, 39, 1);
            }
        }
    }

    private static final class Slow {
        private int waits;
        private int handOffs;
        private long nanos;
        private final List<Long> waiters = new ArrayList<>();
    }

    /** The same from all frames up to a position, waits and wakes in lists. */
    private Map<Long, Slow> slow(long position) {
        Map<Long, Slow> words = new HashMap<>();
        Map<TaskUid, TraceFrame> waiting = new HashMap<>();
        for (TraceFrame frame : frames.frames().subList(0, (int) position + 1)) {
            if (!(frame.event() instanceof Event.Syscall call) || call.number() != FUTEX) {
                continue;
            }
            long address = frame.registers().argument(0);
            Slow word = words.computeIfAbsent(address, none -> new Slow());
            switch (call.phase()) {
                case ENTERED -> {
                    word.waits++;
                    word.waiters.add(frame.number());
                    waiting.put(frame.task(), frame);
                }
                case LEFT -> {
                    TraceFrame begin = waiting.remove(frame.task());
                    word.nanos += frame.timeNanos() - begin.timeNanos();
                    word.waiters.remove(begin.number());
                }
                case WHOLE -> {
                    for (long n = 0; n < call.result() && !word.waiters.isEmpty(); n++) {
                        word.waiters.remove(0);
                        word.handOffs++;
                    }
                }
            }
        }
        long now = frames.frames().get((int) position).timeNanos();
        waiting.forEach((task, begin) -> words.get(begin.registers().argument(0)).nanos += now - begin.timeNanos());
        return words;
    }

    @Test
    void fromAWaitToItsWakeAndBack() {
        waits(task(1), ONE, 2);
        waits(task(2), ONE, 2);
        frames.syscall(task(0), FUTEX, 1, ONE, WAKE, 1);
        frames.syscall(task(0), FUTEX, 1, ONE, WAKE, 1);
        goesOn(task(1), ONE, 0);
        goesOn(task(2), ONE, 0);
        waits(task(3), TWO, 2);
        goesOn(task(3), TWO, -110);
        frames.syscall(task(3), 39, 1);
        assertThat(partner(0)).hasValue(2);
        assertThat(partner(1)).hasValue(3);
        assertThat(partner(2)).hasValue(0);
        assertThat(partner(3)).hasValue(1);
        assertThat(partner(4)).hasValue(2);
        assertThat(partner(5)).hasValue(3);
        assertThat(partner(6)).as("where a wait ended that nobody woke").hasValue(7);
        assertThat(partner(7)).hasValue(6);
        assertThat(partner(8)).isEmpty();
    }

    private OptionalLong partner(long frame) {
        return FutexPairs.partner(Frames.of(frames.frames()), tasks(), frame);
    }

    @Test
    void tasksThatWaitForLocksUntilTheirEndsAreADeadlock() {
        waits(task(1), ONE, 2);
        waits(task(2), TWO, 2);
        frames.syscall(task(0), 39, 1);
        EndlessWaits found =
                EndlessWaits.of(Frames.of(frames.frames()), tasks()).orElseThrow();
        assertThat(found.frame()).isEqualTo(1);
        assertThat(found.words()).isEqualTo("2 tasks wait for locks for ever");
        for (int i = 0; i < TASKS; i++) {
            frames.exit(task(i), 0, i == TASKS - 1);
        }
        assertThat(EndlessWaits.of(Frames.of(frames.frames()), tasks())
                        .orElseThrow()
                        .waits())
                .extracting(FutexWait::task)
                .containsExactly(task(1), task(2));
    }

    @Test
    void idleThreadsAreNoDeadlock() {
        waits(task(1), ONE, 0);
        waits(task(2), TWO, 0);
        frames.syscall(task(0), 39, 1);
        assertThat(EndlessWaits.of(Frames.of(frames.frames()), tasks())).isEmpty();
    }

    @Test
    void aTaskThatIsWokenButEndsBeforeItGoesOnDidNotWaitForEver() {
        waits(task(1), ONE, 2);
        frames.syscall(task(0), FUTEX, 1, ONE, WAKE, 1);
        frames.exit(task(0), 0, false);
        frames.exit(task(1), 0, true);
        assertThat(EndlessWaits.of(Frames.of(frames.frames()), tasks())).isEmpty();
    }
}
