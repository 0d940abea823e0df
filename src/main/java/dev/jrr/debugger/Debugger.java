package dev.jrr.debugger;

import dev.jrr.base.Hex;
import dev.jrr.base.UsageException;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.model.MemoryChecksum;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.replay.Diversion;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.ReplaySpace;
import dev.jrr.replay.ReplayTask;
import dev.jrr.replay.Stop;
import dev.jrr.timeline.ReplayTimeline;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.TracerThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A replay that can be moved to any frame and looked at there.
 *
 * <p>Assumes that one caller at a time uses it; any thread may be the caller, calls wait for the
 * tracer's own thread. Divergence surfaces as {@code dev.jrr.replay.DivergenceException}, a
 * {@link dev.jrr.base.JrrException}; the debugger can still go to frames before it.
 */
public final class Debugger implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 30;

    private final TraceReader trace;
    private final TracerThread tracer;
    private final ReplayTimeline timeline;
    private final ProgramSymbols symbols;
    private final Disassembly disassembly;
    private final LaterCode later;
    private volatile Diversion diversion;
    private boolean closed;

    private Debugger(TraceReader trace, TracerThread tracer, ReplayTimeline timeline) {
        this.trace = trace;
        this.tracer = tracer;
        this.timeline = timeline;
        this.symbols = new ProgramSymbols(trace);
        this.disassembly = new Disassembly(trace, symbols);
        this.later = new LaterCode(trace);
    }

    /** Opens a replay at frame 0. */
    public static Debugger open(TraceReader trace) {
        int cpu = ReplaySession.cpuFor(trace);
        TracerThread tracer = new TracerThread(cpu);
        try {
            return new Debugger(trace, tracer, tracer.call(() -> ReplayTimeline.start(trace, new Ptrace(), cpu)));
        } catch (RuntimeException e) {
            tracer.close();
            throw e;
        }
    }

    public TraceReader trace() {
        return trace;
    }

    /** Whether what is shown is a diversion from the recording, at the place where it was begun. */
    public boolean isDiverted() {
        return diversion != null;
    }

    private void requireRecording() {
        if (diversion != null) {
            throw new UsageException("this is a diversion, which knows no other time: resume leaves it");
        }
    }

    private Diversion diverted() {
        if (diversion == null) {
            diversion = timeline.session().divert();
        }
        return diversion;
    }

    /**
     * Changes memory (write_bytes), in a diversion: it begins one if there is none.
     *
     * @throws UsageException if nothing is mapped there
     */
    public void write(TaskUid task, long address, byte[] bytes) {
        tracer.call(() -> {
            alive(task);
            boolean isNew = diversion == null;
            diverted();
            long failed = diversion.write(alive(task), address, bytes);
            if (failed != 0) {
                if (isNew) {
                    endDiversion();
                }
                throw new UsageException("nothing is mapped at " + Hex.of(failed) + " in task " + task);
            }
            return null;
        });
    }

    /** Changes a register, in a diversion: it begins one if there is none. */
    public void setRegister(TaskUid task, Register register, long value) {
        tracer.call(() -> {
            alive(task);
            diverted().register(alive(task), register, value);
            return null;
        });
    }

    /** Throws the diversion away: all is as recorded again. */
    public void leaveDiversion() {
        tracer.call(() -> {
            endDiversion();
            return null;
        });
    }

    private void endDiversion() {
        if (diversion != null) {
            diversion.close();
            diversion = null;
        }
    }

    /** Lets the diversion run on, to a breakpoint, its end, or until it cannot go on. */
    public DiversionHalt runDiversion(List<Breakpoint> breakpoints, Progress progress) {
        return tracer.call(() -> halt(diverted().run(stops(breakpoints), () -> !progress.isCancelled()), breakpoints));
    }

    /** One instruction or system call of the diversion's current task. */
    public DiversionHalt stepDiversion() {
        return tracer.call(() -> halt(diverted().step(), List.of()));
    }

    private DiversionHalt halt(Diversion.Halt halt, List<Breakpoint> breakpoints) {
        DiversionHalt.Kind kind = halt == null
                ? DiversionHalt.Kind.STEPPED
                : DiversionHalt.Kind.valueOf(halt.end().name());
        Optional<Breakpoint> met = halt == null
                ? Optional.empty()
                : breakpoints.stream()
                        .filter(each -> each.stop().equals(halt.stop()))
                        .findFirst();
        TaskUid task = halt == null || halt.task() == null ? diversion.current() : halt.task();
        return new DiversionHalt(
                kind,
                Optional.ofNullable(task).filter(each -> diversion.task(each).isPresent()),
                met,
                halt == null ? 0 : halt.signal(),
                diversion.output(),
                diversion.refused());
    }

    /** The frame that the replay stands at: all that it records has happened, nothing later has. */
    public long position() {
        return tracer.call(timeline::position);
    }

    /**
     * Goes to a frame, forward or backward. Reports progress about every 50 ms.
     *
     * @param frame 0 to {@code trace().frameCount() - 1}
     * @return the position reached: {@code frame}, unless cancelled
     */
    public long seek(long frame, Progress progress) {
        return tracer.call(() -> {
            requireRecording();
            return timeline.seek(frame, listener(progress));
        });
    }

    /** The exact place where the replay stands. */
    public Place place() {
        return tracer.call(() -> Place.of(timeline.mark()));
    }

    /**
     * Goes to a place, forward or backward.
     *
     * @return whether it is there: not if cancelled
     */
    public boolean goTo(Place place, Progress progress) {
        return tracer.call(() -> {
            if (diversion != null && place.mark().equals(timeline.mark())) {
                return true;
            }
            requireRecording();
            return timeline.seek(place.mark(), listener(progress));
        });
    }

    private static ReplayTimeline.Listener listener(Progress progress) {
        return (done, total) -> {
            progress.at(done, total);
            return !progress.isCancelled();
        };
    }

    /** The task whose instructions come next; empty where the next thing that happens is a frame. */
    public Optional<TaskUid> running() {
        return tracer.call(() -> diversion != null
                ? Optional.ofNullable(diversion.current())
                        .filter(task -> diversion.task(task).isPresent())
                : timeline.session().running().map(ReplayTask::uid));
    }

    /**
     * Goes forward by instructions; where the next thing that happens is a frame, that counts as one.
     *
     * @return how many it went: fewer at the end, or if cancelled
     */
    public long stepInstructions(long count, Progress progress) {
        return repeat(count, progress, timeline::stepForward);
    }

    /** Goes back by as much as {@link #stepInstructions} goes forward. */
    public long backInstructions(long count, Progress progress) {
        return repeat(count, progress, () -> timeline.stepBack(listener(progress)));
    }

    private long repeat(long count, Progress progress, BooleanSupplier once) {
        return tracer.call(() -> {
            requireRecording();
            for (long done = 0; done < count; done++) {
                if (progress.isCancelled() || !once.getAsBoolean()) {
                    return done;
                }
                if (done % 64 == 0) {
                    progress.at(done, count);
                }
            }
            return count;
        });
    }

    /**
     * A breakpoint for the instruction at an address of a live task's memory.
     *
     * @throws UsageException if nothing is mapped there
     */
    public Breakpoint breakpoint(TaskUid task, long address) {
        return tracer.call(() -> {
            Stop.At stop = ReplaySession.stopAt(alive(task), address);
            if (stop == null) {
                throw new UsageException("nothing is mapped at " + Hex.of(address) + " in task " + task);
            }
            return new Breakpoint(stop, "break " + Hex.of(address));
        });
    }

    /** Breakpoints for a function in every program and library of the run, also where it is not mapped yet. */
    public List<Breakpoint> breakpointsAnywhere(String symbol) {
        return tracer.call(() -> breakpoints(later.find(symbols -> symbols.find(symbol))));
    }

    /** The same for a source line, or the first behind it that has code. */
    public List<Breakpoint> breakpointsAnywhere(String file, int line) {
        return tracer.call(() -> breakpoints(later.find(symbols -> symbols.find(file, line))));
    }

    private static List<Breakpoint> breakpoints(List<Stop.At> stops) {
        return stops.stream()
                .map(stop -> new Breakpoint(stop, "break " + Hex.of(stop.address())))
                .toList();
    }

    /** A watchpoint for bytes of a live task's process: 1 to 32, which start at a multiple of 8 if many. */
    public Breakpoint watchpoint(TaskUid task, long address, int length) {
        return tracer.call(() -> {
            ReplayTask owner = alive(task);
            if (owner.space().memory().read(address, length).length < length) {
                throw new UsageException(
                        "there are no " + length + " bytes at " + Hex.of(address) + " in task " + task);
            }
            Stop.Change change = new Stop.Change(owner.process().processId(), address, length);
            return new Breakpoint(change, "watch " + Hex.of(address) + " " + length);
        });
    }

    /**
     * Goes forward to the next of some breakpoints: to the instruction, before it is executed; behind
     * the one that changes what is watched, or to the frame of the system call that does.
     *
     * @return which; empty if it has come to the end, or was cancelled
     */
    public Optional<Breakpoint> continueTo(List<Breakpoint> breakpoints, Progress progress) {
        return continueTo(trace.frameCount() - 1, breakpoints, progress);
    }

    /** The same, no further than to a frame. */
    public Optional<Breakpoint> continueTo(long frame, List<Breakpoint> breakpoints, Progress progress) {
        return tracer.call(() -> {
            requireRecording();
            Breakpoint[] hit = {null};
            ReplayTimeline.Reached reached =
                    timeline.forwardTo(frame, stops(breakpoints), counts(breakpoints, hit), listener(progress));
            return Optional.ofNullable(reached == null ? null : hit[0]);
        });
    }

    /**
     * Goes back to the last of some breakpoints before the place: to the instruction; to that which
     * changes what is watched, before it is executed, or before the system call that does.
     *
     * @return which; empty if there is none, or if cancelled: it then stands where it was
     */
    public Optional<Breakpoint> continueBackTo(List<Breakpoint> breakpoints, Progress progress) {
        return tracer.call(() -> {
            requireRecording();
            Breakpoint[] hit = {null};
            boolean isLimited = breakpoints.stream().anyMatch(each -> each.condition() != null);
            ReplayTimeline.Reached reached = timeline.backTo(
                    stops(breakpoints), isLimited ? counts(breakpoints, hit) : null, listener(progress));
            return reached == null
                    ? Optional.empty()
                    : breakpoints.stream()
                            .filter(each ->
                                    isLimited ? each == hit[0] : each.stop().equals(reached.stop()))
                            .findFirst();
        });
    }

    private static List<Stop> stops(List<Breakpoint> breakpoints) {
        return breakpoints.stream().map(Breakpoint::stop).distinct().toList();
    }

    /** Whether a stop is that of a breakpoint whose condition holds; notes which. */
    private Predicate<Stop> counts(List<Breakpoint> breakpoints, Breakpoint[] hit) {
        return stop -> {
            ReplayTask task = timeline.session().running().orElseGet(this::ofFrame);
            for (Breakpoint each : breakpoints) {
                if (each.stop().equals(stop)
                        && (task == null
                                || each.condition() == null
                                || each.condition()
                                        .test(new Breakpoint.Live(
                                                task.registers(), task.space().memory()::readLong)))) {
                    hit[0] = each;
                    return true;
                }
            }
            return false;
        };
    }

    private ReplayTask ofFrame() {
        return timeline.session().task(trace.frame(timeline.position()).task()).orElse(null);
    }

    /** The tasks alive at the position, in the order of their creation. */
    public List<TaskView> tasks() {
        return tracer.call(() -> {
            List<TaskView> views = new ArrayList<>();
            for (ReplayTask task :
                    diversion != null ? diversion.tasks() : timeline.session().tasks()) {
                views.add(view(task));
            }
            return List.copyOf(views);
        });
    }

    /** The registers of a live task. */
    public Registers registers(TaskUid task) {
        return tracer.call(() -> alive(task).registers());
    }

    /**
     * The registers of a live task as its program has them: where it stands in code of the recorder's, that
     * is the place of the program which that code stands for.
     */
    public Registers registersAsSeen(TaskUid task) {
        return tracer.call(() -> {
            ReplayTask there = alive(task);
            return there.registers().with(Register.RIP, symbols.ipAsSeen(there));
        });
    }

    /** The extended registers of a live task: an XSAVE area in the standard form. */
    public byte[] xstate(TaskUid task) {
        return tracer.call(() -> alive(task).xstate());
    }

    /** Where the trace keeps a file that is mapped in the memory of a live task; empty if none of this path or name is. */
    public Optional<Path> mappedFile(TaskUid task, String path) {
        return tracer.call(() -> {
            List<ReplaySpace.Module> modules = alive(task).space().modules();
            String name = path.substring(path.lastIndexOf('/') + 1);
            // A program may know a library by a link's path, such as /lib for /usr/lib.
            return modules.stream()
                    .filter(module -> module.path().equals(path))
                    .findFirst()
                    .or(() -> modules.stream()
                            .filter(module -> module.path().endsWith("/" + name))
                            .findFirst())
                    .map(module -> trace.file(module.key()));
        });
    }

    /**
     * Reads memory as the task would see it (read_bytes): never fails for an address, says of each
     * stretch whether it can be read. The stretches are in order, adjoin, and cover the request.
     *
     * @param length 0 to 1 GiB
     */
    public List<MemoryStretch> read(TaskUid task, long address, int length) {
        if (length < 0 || length > MOST_BYTES) {
            throw new UsageException("cannot read " + length + " bytes at once: 0 to " + MOST_BYTES + " are possible");
        }
        return tracer.call(() -> new MemoryReading(alive(task).space()).read(address, length));
    }

    /** The mappings of a live task, in order of address. */
    public List<MapEntry> maps(TaskUid task) {
        return tracer.call(() -> {
            ReplaySpace space = alive(task).space();
            List<MapEntry> entries = new ArrayList<>();
            for (ProcFs.MapLine line : space.memory().maps()) {
                for (ReplaySpace.Part part : space.parts(line)) {
                    add(entries, line.permissions(), part);
                }
            }
            return List.copyOf(entries);
        });
    }

    /** Memory without a file is one mapping, also where the kernel keeps two: that depends on its past. */
    private static void add(List<MapEntry> entries, String permissions, ReplaySpace.Part part) {
        MapEntry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        long start = part.start();
        if (last != null
                && last.end() == part.start()
                && last.permissions().equals(permissions)
                && last.path().equals(part.path())
                && !part.path().startsWith("/")) {
            entries.remove(entries.size() - 1);
            start = last.start();
        }
        entries.add(new MapEntry(start, part.end(), permissions, part.offset(), part.path()));
    }

    /** What an address belongs to in the memory of a live task. */
    public CodePlace codePlace(TaskUid task, long address) {
        return tracer.call(() -> symbols.place(alive(task).space(), address));
    }

    /** The addresses of a symbol in the memory of a live task, code or data; none if it is not known. */
    public List<Long> addresses(TaskUid task, String symbol) {
        return tracer.call(() -> symbols.find(alive(task).space(), symbol));
    }

    /**
     * Where the code of a source line begins in the memory of a live task, or of the first line behind
     * it that has code.
     *
     * @param file the last part of its path, or more of it
     */
    public List<Long> addresses(TaskUid task, String file, int line) {
        return tracer.call(() -> symbols.find(alive(task).space(), file, line));
    }

    /**
     * The names of functions and data in the memory of a live task that begin like this, each once. Takes less
     * than a second: where there are very many names, not all are told.
     *
     * @param most how many at most
     */
    public List<SymbolName> names(TaskUid task, String start, int most) {
        return tracer.call(() -> symbols.starting(alive(task).space(), start, most));
    }

    /** The same in every program and library of the run, also where it is not mapped yet; none without libdw. */
    public List<SymbolName> namesAnywhere(String start, int most) {
        return tracer.call(() -> later.starting(start, most));
    }

    /** The source files, by their last part, of what a live task maps that begin like this; none without libdw. */
    public List<SymbolName> sourceFiles(TaskUid task, String start, int most) {
        return tracer.call(() -> symbols.files(alive(task).space(), start, most));
    }

    /** The lines of a source file that have code in the memory of a live task, ascending; none without libdw. */
    public List<Integer> sourceLines(TaskUid task, String file) {
        return tracer.call(() -> symbols.lines(alive(task).space(), file));
    }

    /** The stack of a live task, the innermost frame first. */
    public List<StackFrame> stack(TaskUid task, int most) {
        return tracer.call(() -> symbols.stack(alive(task), most));
    }

    /** Instructions in the memory of a live task, from an address on. */
    public List<CodeLine> disassemble(TaskUid task, long address, int count) {
        return tracer.call(() -> disassembly.from(alive(task).space(), address, count));
    }

    /** The same with instructions before the address, as far as it can be told where they start. */
    public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
        return tracer.call(() -> disassembly.around(alive(task).space(), address, before, count));
    }

    /**
     * What the instruction at an address uses, with the values that a live task has for it; nothing
     * where the task stands in code of the recorder's that has registers of its own.
     */
    public List<OperandValue> operands(TaskUid task, long address) {
        return tracer.call(() -> disassembly.operands(alive(task), address));
    }

    /** A checksum over all writable memory of a live task. */
    public long checksum(TaskUid task) {
        return tracer.call(() -> {
            long sum = 0;
            for (MemoryChecksum.Range range :
                    alive(task).space().memory().checksum().ranges()) {
                sum += range.sum();
            }
            return sum;
        });
    }

    private TaskView view(ReplayTask task) {
        TaskView.State state = TaskView.State.READY;
        if (task.lastFrame() == timeline.position() && isOwn(task, timeline.position())) {
            state = TaskView.State.CURRENT;
        } else if (task.isBlocked()) {
            state = TaskView.State.BLOCKED;
        }
        long lastFrame = isOwn(task, task.lastFrame()) ? task.lastFrame() : -1;
        return new TaskView(task.uid(), task.process().processId(), task.name(), state, lastFrame);
    }

    /** A task that has no frame yet names that of the task which made it. */
    private boolean isOwn(ReplayTask task, long frame) {
        return trace.frame(frame).task().equals(task.uid());
    }

    private ReplayTask alive(TaskUid task) {
        return (diversion != null ? diversion.task(task) : timeline.session().task(task))
                .orElseThrow(() -> new UsageException("task " + task + " is not alive "
                        + (diversion != null ? "in the diversion" : "at frame " + timeline.position())));
    }

    /** Ends every process of the replay. The trace stays open. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                tracer.call(() -> {
                    endDiversion();
                    symbols.close();
                    timeline.close();
                    return null;
                });
            } finally {
                tracer.close();
            }
        }
    }
}
