package dev.jrr.replay;

import dev.jrr.base.Check;
import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.kernel.Errno;
import dev.jrr.linux.Cpus;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.CpuidTable;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.NativeCode;
import dev.jrr.tracee.TraceeGoneException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Executes a trace again, frame by frame. Tracer thread only.
 *
 * <p>Assumes a trace whose frames are in the order in which things happened, on a processor with
 * the features that the recording saw.
 *
 * <p>Guarantees: between two steps every real task is stopped, and the session stands exactly at
 * {@link #position()}; what is not as the trace says is never stepped over.
 */
public final class ReplaySession implements AutoCloseable {
    private static final int SIGTRAP = 5;

    private final TraceReader trace;
    private final Zygote zygote;
    private final TaskRun runs;
    private final ReplayTasks tasks = new ReplayTasks();
    private final FrameReplay frames;
    private final boolean knowsCpuid;
    private final List<String> cpuidDifferences;
    private long position = -1;
    private long lastTimeNanos;
    private boolean dead;

    /** Whether the task of the next frame has executed instructions since the last. */
    private boolean within;

    private ReplaySession(
            TraceReader trace, Ptrace ptrace, Zygote zygote, boolean knowsCpuid, List<String> cpuidDifferences) {
        this.trace = trace;
        this.knowsCpuid = knowsCpuid;
        this.cpuidDifferences = cpuidDifferences;
        this.zygote = zygote;
        this.runs = new TaskRun(ptrace);
        this.frames = new FrameReplay(trace, zygote, runs, tasks);
    }

    /** The processor to replay on: the recording's if it may be used, since programs can ask which. */
    public static int cpuFor(TraceReader trace) {
        List<Integer> allowed = Cpus.allowed();
        String recorded = trace.header().machine().getOrDefault("cpu-number", "");
        for (int cpu : allowed) {
            if (Integer.toString(cpu).equals(recorded)) {
                return cpu;
            }
        }
        return allowed.get(0);
    }

    /**
     * Starts before the first frame, on the calling thread as tracer thread.
     *
     * @param cpu where the tasks run: the tracer thread's own, or another that it is as yet to leave by {@link #move}
     */
    public static ReplaySession start(TraceReader trace, Ptrace ptrace, int cpu) {
        CpuidTable recorded = trace.header().cpuid().orElse(null);
        CpuidTable here = recorded == null ? null : NativeCode.cpuid();
        boolean differs = here != null && !here.equals(recorded);
        Zygote zygote = Zygote.start(ptrace, cpu, differs ? recorded : null);
        boolean isUnlike = differs && zygote.cpuid() == null;
        return new ReplaySession(
                trace, ptrace, zygote, here != null, isUnlike ? recorded.differences(here) : List.of());
    }

    /**
     * What a program is told otherwise than in the recording when it asks the processor what it is (cpuid), by
     * name: it may diverge then. Nothing if all is as recorded, or if the trace does not say how that was.
     */
    public List<String> cpuidDifferences() {
        return cpuidDifferences;
    }

    /** Whether cpuid is known to answer as in the recording, on the processor where the session was started. */
    public boolean answersCpuidAsRecorded() {
        return knowsCpuid && cpuidDifferences.isEmpty();
    }

    /**
     * Puts all tasks alive on another processor, as those that they create will be. What an exec makes is on
     * the one of the start again, since a new program asks the processor what it is.
     */
    public void move(int cpu) {
        tasks.all().forEach(task -> Cpus.put(task.tracee().tid(), cpu));
    }

    /** The frame that was replayed last, -1 before the first. */
    public long position() {
        return position;
    }

    /** Whether it stands between the position and the next frame, not at the position itself. */
    public boolean isWithin() {
        return within;
    }

    public boolean isAtEnd() {
        return position + 1 >= trace.frameCount();
    }

    /** Whether a divergence, or who was asked {@link #whileRunning}, has ended it; {@link #restore} and {@link #restart} revive it. */
    public boolean isDead() {
        return dead;
    }

    /** The tasks alive at the position, in the order of their creation. */
    public Collection<ReplayTask> tasks() {
        return List.copyOf(tasks.all());
    }

    /** A task alive at the position. */
    public Optional<ReplayTask> task(TaskUid uid) {
        return Optional.ofNullable(tasks.get(uid));
    }

    /**
     * Replays the next frame and returns it.
     *
     * @throws DivergenceException if something is not as the trace says. The session is then dead
     */
    public TraceFrame replayStep() {
        return replayStep(position + 1);
    }

    /**
     * Replays the next frame, or several if they are buffered calls that stand together, which takes
     * no longer; returns the last of them.
     *
     * @param most the last frame that may be replayed
     * @throws DivergenceException as {@link #replayStep()}
     */
    public TraceFrame replayStep(long most) {
        Stop stop = advance(most);
        Check.that(stop == null, "a replay without stops has come to one at frame %d", position);
        return trace.frame(position);
    }

    /**
     * What {@link #advance} and {@link #stepInstruction} stop at, from now on. What is watched is
     * compared with what it is now.
     */
    public void stops(List<Stop> stops) {
        runs.stops().set(stops);
        tasks.all().forEach(runs.stops()::know);
    }

    /**
     * What is asked about every 50 ms while a task runs, from now on. If it throws an exception, the task is
     * stopped, wherever it is, and the session is dead: it stands nowhere until {@link #restore} or
     * {@link #restart}.
     */
    public void whileRunning(Runnable question) {
        runs.whileRunning(question);
    }

    /**
     * Replays on, to the next frame or through several buffered calls that stand together, or to a
     * stop before that. Where a frame puts its task at a stop's instruction, it has stopped there, at the
     * frame.
     *
     * @param most the last frame that may be replayed
     * @return what it has stopped at, or null
     * @throws DivergenceException as {@link #replayStep()}
     */
    public Stop advance(long most) {
        if (dead) {
            throw new JrrException("this replay has ended: it stands nowhere");
        }
        long next = position + 1;
        TraceReader.Slice calls = trace.bufferedRun(next);
        TraceFrame frame = trace.frame(next);
        dead = true;
        Stop stop = null;
        try {
            if (calls == null) {
                runs.recordedNanos(frame.timeNanos() - lastTimeNanos);
                frames.replay(frame);
            } else {
                frame = trace.frame(frames.lastOf(calls, next, most));
                runs.recordedNanos(frame.timeNanos() - lastTimeNanos);
                frames.replay(calls, next, frame);
            }
            stop = changedBy(frame);
            within = false;
            position = frame.number();
            lastTimeNanos = frame.timeNanos();
            stop = stop == null ? landed(frame, runs.stops()) : stop;
        } catch (StopReached reached) {
            stop = reached.stop();
            standsWithin(tasks.get(frame.task()), frame);
        } catch (BufferedReplay.StoppedAmong reached) {
            stop = reached.stop();
            standsAmong(tasks.get(frame.task()), reached.standing(), frame);
        } catch (TraceeGoneException e) {
            throw frames.diverged(frame, "a task that lives on", "its end: it was killed from outside");
        }
        dead = false;
        return stop;
    }

    /** The breakpoint at the instruction to which the kernel has sent the task of a frame, or null. */
    private Stop landed(TraceFrame frame, Stops stops) {
        ReplayTask task = tasks.get(frame.task());
        Event event = frame.event();
        boolean isSent = event instanceof Event.Syscall call
                        && call.phase() != Event.Phase.ENTERED
                        && !Errno.isRestart(call.result())
                || event instanceof Event.Signal signal && signal.disposition() == Event.Disposition.HANDLED
                || event instanceof Event.Exec
                || event instanceof Event.Tsc
                || event instanceof Event.Random;
        return task == null || !isSent
                ? null
                : stops.at(task.space(), frame.registers().ip());
    }

    /** That of some stops which is at the instruction to which the frame at the position has sent its task, or null. */
    public Stop breakpointAtFrame(List<Stop> stops) {
        Stops breakpoints = new Stops();
        breakpoints.set(stops);
        return within || position < 0 ? null : landed(trace.frame(position), breakpoints);
    }

    /** What is watched and was changed by a frame itself, by the kernel. */
    private Stop changedBy(TraceFrame frame) {
        ReplayTask task = tasks.get(frame.task());
        return task == null ? null : runs.stops().changed(task);
    }

    /**
     * How often a task has come to an instruction.
     *
     * @param stop what it came to instead of the last time that was asked for, or null
     */
    public record Arrivals(long count, Stop stop) {}

    /**
     * Runs the running task on until it has come to an instruction so often, which takes a nanosecond
     * or two each; where it stands does not count. If it comes to the next frame before, the session is
     * dead: that is known only when it is too late.
     *
     * @return null if that instruction cannot be counted so, or no task is running
     */
    public Arrivals arrive(Stop.At at, long times) {
        ReplayTask task = running().orElse(null);
        long address = executed(at);
        if (address == 0) {
            return null;
        }
        TraceFrame next = trace.frame(position + 1);
        dead = true;
        try {
            runs.recordedNanos(next.timeNanos() - lastTimeNanos);
            ArrivalCount count = ArrivalCount.prepare(runs, task, address);
            if (count == null) {
                dead = false;
                return null;
            }
            try {
                long counted = count.run(times);
                if (counted < 0) {
                    throw frames.diverged(next, "a way to " + Hex.of(address), "a run without end");
                }
                if (counted == times) {
                    standsWithin(task, next);
                    dead = false;
                }
                return new Arrivals(counted, null);
            } catch (StopReached reached) {
                standsWithin(task, next);
                dead = false;
                return new Arrivals(count.before(), reached.stop());
            }
        } catch (TraceeGoneException e) {
            throw frames.diverged(next, "a task that lives on", "its end: it was killed from outside");
        }
    }

    private void standsWithin(ReplayTask task, TraceFrame next) {
        try {
            task.registers(task.tracee().registers());
        } catch (TraceeGoneException e) {
            throw frames.diverged(next, "a task that lives on", "its end: it was killed from outside");
        }
        task.forgetRestart();
        within = true;
    }

    private void standsAmong(ReplayTask task, BufferedReplay.Standing standing, TraceFrame next) {
        if (standing.lastCall() > position) {
            TraceFrame frame = trace.frame(standing.lastCall());
            task.registers(frame.registers());
            task.lastFrame(frame.number());
            task.forgetRestart();
            position = frame.number();
            lastTimeNanos = frame.timeNanos();
            within = false;
        }
        if (standing.isBehind()) {
            standsWithin(task, next);
        }
    }

    /**
     * The task whose instructions come between the position and the next frame; empty if none do, or
     * none are left.
     */
    public Optional<ReplayTask> running() {
        if (isAtEnd()) {
            return Optional.empty();
        }
        TraceFrame next = trace.frame(position + 1);
        ReplayTask task = tasks.get(next.task());
        try {
            return task == null || isAtEvent(task, next) ? Optional.empty() : Optional.of(task);
        } catch (TraceeGoneException e) {
            throw frames.diverged(next, "a task that lives on", "its end: it was killed from outside");
        }
    }

    /** Whether the next frame is a point between two instructions. */
    public boolean endsAtPoint() {
        return !isAtEnd() && trace.frame(position + 1).event() instanceof Event.Preempt;
    }

    /** The stop at an address in the memory of the running task; null if nothing is mapped there. */
    public Stop.At stopAt(long address) {
        return running().map(task -> stopAt(task, address)).orElse(null);
    }

    /**
     * The address at which the running task executes the instruction of a stop: that may have been moved
     * to where a system call is buffered. 0 if it does not execute it.
     */
    public long executed(Stop.At at) {
        return running().map(task -> Stops.executed(task.space(), at)).orElse(0L);
    }

    /** The stop at an address in the memory of a task; null if nothing is mapped there. */
    public static Stop.At stopAt(ReplayTask task, long address) {
        RecordedMappings.Piece piece = task.space().mappings().at(address);
        return piece == null
                ? null
                : new Stop.At(address, piece.mapping().key(), piece.offset() + address - piece.start());
    }

    /** That of some stops which is at the instruction that a task comes to next, or null. */
    public static Stop breakpointAt(ReplayTask task, List<Stop> stops) {
        Stops breakpoints = new Stops();
        breakpoints.set(stops);
        return breakpoints.at(task.space(), task.registers().ip());
    }

    /**
     * Runs to the point that is the next frame, and counts how often its task comes to its instruction;
     * where it stands does not count. The session is dead afterwards.
     *
     * @return the stop, and how often; null where the next frame is no point, or nothing is left to be
     *     executed before it
     */
    public PointArrivals countToPoint() {
        ReplayTask task = running().orElse(null);
        if (task == null || !endsAtPoint()) {
            return null;
        }
        TraceFrame next = trace.frame(position + 1);
        dead = true;
        try {
            runs.recordedNanos(next.timeNanos() - lastTimeNanos);
            PointState state = FrameReplay.point(task, next, (Event.Preempt) next.event());
            StatePoint point = new StatePoint(runs, task, state, true);
            String instead = point.reach();
            if (instead != null) {
                throw frames.diverged(
                        next, "the point at " + Hex.of(next.registers().ip()), instead);
            }
            return new PointArrivals(stopAt(task, next.registers().ip()), point.visits());
        } catch (TraceeGoneException e) {
            throw frames.diverged(next, "a task that lives on", "its end: it was killed from outside");
        }
    }

    /** How often a task comes to the instruction of a point, up to the point. */
    public record PointArrivals(Stop.At stop, long times) {}

    /** Whether nothing is left to be executed before a frame but what the frame tells of. */
    private boolean isAtEvent(ReplayTask task, TraceFrame next) throws TraceeGoneException {
        Event event = next.event();
        boolean runs = event instanceof Event.Syscall call && call.phase() != Event.Phase.LEFT
                || event instanceof Event.Exec && !task.isBlocked()
                || event instanceof Event.Signal signal && signal.synchronous()
                || event instanceof Event.Tsc
                || event instanceof Event.Random
                || event instanceof Event.Preempt;
        if (!runs) {
            return true;
        }
        if (event instanceof Event.Preempt preempt) {
            return task.registers().ip() == next.registers().ip()
                    && FrameReplay.point(task, next, preempt).isAt(task.registers());
        }
        long ip = task.toResume().ip();
        return JrrPage.isCode(ip) || isSyscall(task.space().memory().read(ip, 2));
    }

    private static boolean isSyscall(byte[] code) {
        return code.length == 2
                && (code[0] == 0x0f && (code[1] == 0x05 || code[1] == 0x34)
                        || (code[0] & 0xff) == 0xcd && (code[1] & 0xff) == 0x80);
    }

    /**
     * Goes on by one instruction, or by one frame where the next thing that happens is a frame.
     *
     * @return what is watched and was changed by it, or null
     * @throws DivergenceException as {@link #replayStep()}
     */
    public Stop stepInstruction() {
        Optional<ReplayTask> running = running();
        if (running.isEmpty()) {
            return advance(position + 1);
        }
        ReplayTask task = running.get();
        TraceFrame next = trace.frame(position + 1);
        Stop changed = null;
        WaitResult stop = null;
        dead = true;
        try {
            runs.recordedNanos(next.timeNanos() - lastTimeNanos);
            stop = runs.step(task, task.toResume());
        } catch (StopReached reached) {
            changed = reached.stop();
        } catch (TraceeGoneException e) {
            throw frames.diverged(next, "a task that lives on", "its end: it was killed from outside");
        }
        dead = false;
        boolean isStep = changed != null || stop != null && stop.kind() == Kind.SIGNAL && stop.signal() == SIGTRAP;
        if (!isStep) {
            // A fault: the instruction has done nothing, and does so again.
            return advance(position + 1);
        }
        standsWithin(task, next);
        return changed;
    }

    /** Two replays of one frame have come to different memory. */
    DivergenceException differs(TraceFrame frame, ProcFs.MapLine line) {
        dead = true;
        return frames.diverged(
                frame,
                "the same contents of memory " + Hex.of(line.start()) + "-" + Hex.of(line.end()) + " in two replays",
                "different ones");
    }

    /** Whether {@link #copy} is possible now: not while processes share memory as vfork does. */
    public boolean canCopy() {
        return !dead && tasks.processes().stream().noneMatch(ReplayProcess::sharesMemory);
    }

    /** A copy of all tasks as they are now, in which anything may be changed. */
    public Diversion divert() {
        if (!canCopy()) {
            throw new JrrException("here two processes share their memory (vfork): go on a little");
        }
        return Diversion.of(this, trace, runs, lastTimeNanos);
    }

    /** A copy of all tasks as they are now, which {@link #restore} can go back to. */
    public SessionCopy copy() {
        return SessionCopy.of(tasks, position, within, lastTimeNanos);
    }

    /** Goes to where a copy was taken. The copy stays usable. */
    public void restore(SessionCopy copy) {
        dead = true;
        tasks.killAll();
        copy.restoreInto(tasks);
        position = copy.position();
        lastTimeNanos = copy.timeNanos();
        within = copy.isWithin();
        dead = false;
    }

    /** Goes back to before the first frame. */
    public void restart() {
        tasks.killAll();
        position = -1;
        lastTimeNanos = 0;
        within = false;
        dead = false;
    }

    /** Ends every real task of the session; copies live on until they are closed. */
    @Override
    public void close() {
        dead = true;
        runs.close();
        tasks.killAll();
        zygote.close();
    }
}
