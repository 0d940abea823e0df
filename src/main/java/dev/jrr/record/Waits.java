package dev.jrr.record;

import dev.jrr.kernel.Trait;
import dev.jrr.linux.Cpus;
import dev.jrr.linux.TaskStat;
import dev.jrr.linux.WaitResult;

/**
 * Waits for the one task that goes on, and decides meanwhile whether it has gone on for long enough.
 * Tracer thread only.
 */
final class Waits {
    /** A task that makes no calls is looked at after this many time slices, if others wait. */
    private static final int LOOK_SLICES = 3;

    /** A signal that is kept back waits so long for the next call. */
    private static final long HELD_NANOS = 30_000_000;

    private static final int EXECVE = 59;
    private static final int EXECVEAT = 322;
    private static final int POLLS_WITHOUT_PAUSE = 50;

    private final Recording recording;
    private final Scheduler scheduler;
    private final SyscallRecorder syscalls;
    private final BufferedCallRecorder buffered;
    private final TaskLife.Intake intake;

    /** {@code intake} puts the news of any task where it belongs. */
    Waits(
            Recording recording,
            Scheduler scheduler,
            SyscallRecorder syscalls,
            BufferedCallRecorder buffered,
            TaskLife.Intake intake) {
        this.recording = recording;
        this.scheduler = scheduler;
        this.syscalls = syscalls;
        this.buffered = buffered;
        this.intake = intake;
    }

    /** Waits until a task that was resumed stops; one that goes on for too long is made to. */
    void forStop(RecordTask task) {
        long now = System.nanoTime();
        long since = task.runningSince == 0 ? now : task.runningSince;
        task.runningSince = since;
        long look = now - since + scheduler.sliceNanos() * LOOK_SLICES;
        while (task.stop == null) {
            WaitResult news = recording.ptrace.waitFor(-1, true);
            if (news != null) {
                intake.take(news);
                if (recording.ready.value > 0 && task.state() == RecordTask.State.RUNNING) {
                    recording.callBuffers.of(task.space()).othersReady(true);
                }
            } else if (task.state() == RecordTask.State.RUNNING) {
                if (recording.ready.value > 0 && scheduler.isSliceOver()) {
                    recording.callBuffers.of(task.space()).goTraced(true);
                }
                buffered.takeRunning(task);
                if (task.kernelState() == 'S') {
                    // It waits in a call of the hook, which then makes it traced instead.
                    task.interruptAsked = true;
                    recording.ptrace.interrupt(task.tid());
                    continue;
                }
                long ran = System.nanoTime() - since;
                boolean signalWaits = !task.held.isEmpty() && ran >= HELD_NANOS;
                boolean othersWait = recording.ready.value > 0 && ran >= look;
                if (signalWaits || othersWait) {
                    task.interruptAsked = true;
                    recording.ptrace.interrupt(task.tid());
                }
            }
        }
    }

    /** Waits until a call has returned, or until it is certain that another task must run first. */
    void forCall(RecordTask task) {
        boolean executes = task.call.number == EXECVE || task.call.number == EXECVEAT;
        boolean mayWait = executes
                || task.call.info.map(info -> info.has(Trait.MAY_BLOCK)).orElse(true);
        int polls = 0;
        while (task.stop == null) {
            if (executes && recording.hasLeavingSibling(task)) {
                // Exec waits until all other threads of its process are gone.
                syscalls.blocked(task);
                return;
            }
            boolean othersWait = recording.ready.value > 0;
            WaitResult news = recording.ptrace.waitFor(-1, !(othersWait && mayWait));
            if (news != null) {
                intake.take(news);
                continue;
            }
            if (recording.ready.value == 0) {
                continue;
            }
            // Somebody else could run. A task that sleeps in the kernel needs no processor.
            char state = task.kernelState();
            if (state == 'S') {
                news = recording.ptrace.waitFor(-1, false);
                if (news != null) {
                    intake.take(news);
                    continue;
                }
                syscalls.blocked(task);
                return;
            }
            polls++;
            if (polls < POLLS_WITHOUT_PAUSE) {
                Cpus.yield();
            } else {
                TaskStat.pause(1);
            }
        }
    }
}
