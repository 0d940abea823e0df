package dev.jrr.explore.gdb;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.DiversionHalt;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.FrameSearch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One process of a replay as gdb sees a program that it debugs: its threads, memory and breakpoints, and
 * motion in both directions of time. Other processes run on the way, unseen.
 */
final class GdbInferior {
    private static final int LONG = 8;

    /** So many steps within the recorder's own code are taken for one. */
    private static final int MOST_HIDDEN_STEPS = 64;

    /** Signals that end a process, and the ends of processes. */
    private static final FramePredicate STANDS =
            FramePredicate.of(block -> block.has(FrameKind.SIGNAL) || block.has(FrameKind.EXIT), GdbInferior::isStand);

    private final Debugger debugger;
    private final FrameSearch search;
    private final BooleanSupplier isInterrupted;
    private final int processId;
    private final Map<Long, Breakpoint> breakpoints = new LinkedHashMap<>();
    private final Map<String, Breakpoint> watchpoints = new LinkedHashMap<>();

    /** Why it stands where it does. */
    enum Reason {
        STEP,
        BREAKPOINT,
        WATCHPOINT,
        SIGNAL,
        START,
        END,
        INTERRUPT
    }

    /**
     * A stop.
     *
     * @param task which thread
     * @param signal for {@link Reason#SIGNAL}
     * @param address for {@link Reason#WATCHPOINT}
     */
    record Halt(Reason reason, TaskUid task, int signal, long address) {}

    GdbInferior(Debugger debugger, int processId, BooleanSupplier isInterrupted) {
        this.debugger = debugger;
        this.search = new FrameSearch(debugger.trace());
        this.processId = processId;
        this.isInterrupted = isInterrupted;
    }

    int processId() {
        return processId;
    }

    Debugger debugger() {
        return debugger;
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void at(long done, long total) {}

            @Override
            public boolean isCancelled() {
                return isInterrupted.getAsBoolean();
            }
        };
    }

    /** Its threads that are alive, in the order of their creation. */
    List<TaskView> threads() {
        return debugger.tasks().stream()
                .filter(task -> task.processId() == processId)
                .toList();
    }

    Optional<TaskUid> thread(int tid) {
        return threads().stream()
                .map(TaskView::task)
                .filter(task -> task.tid() == tid)
                .findFirst();
    }

    /** The thread that goes on next, or the first. */
    Optional<TaskUid> current() {
        Optional<TaskUid> next = next();
        List<TaskView> threads = threads();
        boolean isOurs = next.isPresent()
                && threads.stream().anyMatch(task -> task.task().equals(next.get()));
        return isOurs ? next : threads.stream().map(TaskView::task).findFirst();
    }

    /** Whose instruction or frame comes next. */
    private Optional<TaskUid> next() {
        Optional<TaskUid> running = debugger.running();
        long frame = debugger.position() + 1;
        return running.isPresent() || frame >= debugger.trace().frameCount()
                ? running
                : Optional.of(debugger.trace().frame(frame).task());
    }

    Registers registers(TaskUid task) {
        return debugger.registersAsSeen(task);
    }

    /** What can be read of a range, from its start. */
    byte[] read(TaskUid task, long address, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (MemoryStretch stretch : debugger.read(task, address, length)) {
            if (stretch.bytes().length == 0) {
                break;
            }
            bytes.writeBytes(stretch.bytes());
        }
        return bytes.toByteArray();
    }

    void addBreakpoint(TaskUid task, long address) {
        breakpoints.put(address, debugger.breakpoint(task, address));
    }

    void removeBreakpoint(long address) {
        breakpoints.remove(address);
    }

    void addWatchpoint(TaskUid task, long address, int length) {
        watchpoints.put(address + "," + length, debugger.watchpoint(task, address, length));
    }

    void removeWatchpoint(long address, int length) {
        watchpoints.remove(address + "," + length);
    }

    private List<Breakpoint> stops() {
        List<Breakpoint> stops = new ArrayList<>(breakpoints.values());
        stops.addAll(watchpoints.values());
        return stops;
    }

    private Halt at(Breakpoint reached) {
        TaskUid task = current().orElse(TaskUid.NONE);
        for (Map.Entry<String, Breakpoint> entry : watchpoints.entrySet()) {
            if (entry.getValue() == reached) {
                String address = entry.getKey().substring(0, entry.getKey().indexOf(','));
                return new Halt(Reason.WATCHPOINT, task, 0, Long.parseLong(address));
            }
        }
        return new Halt(Reason.BREAKPOINT, task, 0, 0);
    }

    private Halt halt(Reason reason) {
        return new Halt(reason, current().orElse(TaskUid.NONE), 0, 0);
    }

    /** Goes on to a breakpoint, to a signal that ends the process, or to the process's end. */
    Halt forward() {
        if (debugger.isDiverted()) {
            return diverted(debugger.runDiversion(stops(), progress()));
        }
        long limit = lastStand(debugger.position());
        Optional<Breakpoint> reached = debugger.continueTo(limit, stops(), progress());
        if (reached.isPresent()) {
            return at(reached.get());
        }
        if (isInterrupted.getAsBoolean()) {
            return halt(Reason.INTERRUPT);
        }
        return atFrame(limit);
    }

    private Halt diverted(DiversionHalt halt) {
        TaskUid task = halt.task().or(this::current).orElse(TaskUid.NONE);
        return switch (halt.kind()) {
            case STEPPED -> new Halt(Reason.STEP, task, 0, 0);
            case STOP -> at(halt.breakpoint().orElseThrow());
            case SIGNAL -> new Halt(Reason.SIGNAL, task, halt.signal(), 0);
            case OVER, ALL_WAIT -> new Halt(Reason.END, task, 0, 0);
            case CANCELLED -> new Halt(Reason.INTERRUPT, task, 0, 0);
        };
    }

    private Halt atFrame(long frame) {
        TraceFrame there = debugger.trace().frame(frame);
        return there.event() instanceof Event.Signal signal && debugger.position() == frame
                ? new Halt(Reason.SIGNAL, there.task(), signal.signal(), 0)
                : halt(Reason.END);
    }

    /** The next frame after a position at which the process still stands, and is not let go past. */
    private long lastStand(long position) {
        OptionalLong found = search.next(position + 1, STANDS);
        while (found.isPresent() && !isOurs(debugger.trace().frame(found.getAsLong()))) {
            found = search.next(found.getAsLong() + 1, STANDS);
        }
        if (found.isEmpty()) {
            return debugger.trace().frameCount() - 1;
        }
        long frame = found.getAsLong();
        return debugger.trace().frame(frame).event() instanceof Event.Exit ? frame - 1 : frame;
    }

    private static boolean isStand(TraceFrame frame) {
        return frame.event() instanceof Event.Signal signal && signal.disposition() == Event.Disposition.FATAL
                || frame.event() instanceof Event.Exit exit && exit.lastOfProcess();
    }

    private boolean isOurs(TraceFrame frame) {
        return frame.task().tid() == processId
                || threads().stream().anyMatch(task -> task.task().equals(frame.task()));
    }

    Halt backward() {
        Place here = debugger.place();
        Optional<Breakpoint> reached = debugger.continueBackTo(stops(), progress());
        if (reached.isPresent()) {
            return at(reached.get());
        }
        if (isInterrupted.getAsBoolean()) {
            debugger.goTo(here, Progress.NONE);
            return halt(Reason.INTERRUPT);
        }
        debugger.seek(firstFrame(), Progress.NONE);
        return halt(Reason.START);
    }

    /** Where the process begins: at the frame of its first program, or of the call that made it. */
    private long firstFrame() {
        for (long frame = 0; frame < debugger.trace().frameCount(); frame++) {
            TraceFrame each = debugger.trace().frame(frame);
            if (each.task().tid() == processId) {
                return each.event() instanceof Event.Exec ? frame : Math.max(0, frame - 1);
            }
        }
        return 0;
    }

    /** One instruction of a thread; others may run before. */
    Halt step(TaskUid task) {
        if (debugger.isDiverted()) {
            return diverted(debugger.stepDiversion());
        }
        long before = registers(task).ip();
        for (int hidden = 0; hidden < MOST_HIDDEN_STEPS; hidden++) {
            Halt other = comeTo(task);
            if (other != null) {
                return other;
            }
            if (debugger.stepInstructions(1, Progress.NONE) == 0) {
                return halt(Reason.END);
            }
            Optional<Halt> ended = leaveCall(task);
            if (ended.isPresent()) {
                return ended.get();
            }
            if (!isAlive(task)) {
                return halt(Reason.STEP);
            }
            boolean isHidden = debugger.registers(task).ip() != registers(task).ip()
                    && registers(task).ip() == before;
            if (!isHidden) {
                break;
            }
        }
        return new Halt(Reason.STEP, task, 0, 0);
    }

    private boolean isAlive(TaskUid task) {
        return threads().stream().anyMatch(view -> view.task().equals(task));
    }

    /** Goes on until what comes next is a thread's; null if it does. */
    private Halt comeTo(TaskUid task) {
        long last = lastStand(debugger.position());
        while (!next().filter(task::equals).isPresent()) {
            if (debugger.position() >= last) {
                return atFrame(last);
            }
            Optional<Breakpoint> reached = debugger.continueTo(debugger.position() + 1, stops(), progress());
            if (reached.isPresent()) {
                return at(reached.get());
            }
            if (isInterrupted.getAsBoolean()) {
                return halt(Reason.INTERRUPT);
            }
        }
        return null;
    }

    /** Within a call that waits there is no instruction: goes on until it has returned. */
    private Optional<Halt> leaveCall(TaskUid task) {
        while (isInCall(task)) {
            Halt other = comeTo(task);
            if (other != null) {
                return Optional.of(other);
            }
            if (debugger.stepInstructions(1, Progress.NONE) == 0) {
                return Optional.of(halt(Reason.END));
            }
        }
        return Optional.empty();
    }

    private boolean isInCall(TaskUid task) {
        return threads().stream()
                .anyMatch(view -> view.task().equals(task)
                        && view.lastFrame() >= 0
                        && debugger.trace().frame(view.lastFrame()).event() instanceof Event.Syscall call
                        && call.phase() == Event.Phase.ENTERED
                        && !debugger.running().filter(task::equals).isPresent());
    }

    /** One instruction of a thread back; what others did on the way is undone too. */
    Halt stepBack(TaskUid task) {
        long before = registers(task).ip();
        for (int hidden = 0; hidden < MOST_HIDDEN_STEPS; hidden++) {
            do {
                if (debugger.backInstructions(1, progress()) == 0) {
                    return halt(isInterrupted.getAsBoolean() ? Reason.INTERRUPT : Reason.START);
                }
            } while (!isAlive(task) || !next().filter(task::equals).isPresent() || isInCall(task));
            boolean isHidden = debugger.registers(task).ip() != registers(task).ip()
                    && registers(task).ip() == before;
            if (!isHidden) {
                break;
            }
        }
        return new Halt(Reason.STEP, task, 0, 0);
    }

    /** The frame of the exec that made the program that runs now; -1 if the trace has none. */
    private long exec() {
        FramePredicate ofProcess = FramePredicate.of(
                block -> block.has(FrameKind.EXEC),
                frame -> frame.event() instanceof Event.Exec && frame.task().tid() == processId);
        return search.previous(debugger.position(), ofProcess).orElse(-1);
    }

    /** The path of its program; empty if that is not known: a fork has its parent's. */
    String program() {
        long frame = exec();
        if (frame < 0) {
            return "";
        }
        return ((Event.Exec) debugger.trace().frame(frame).event()).image().path();
    }

    /** The auxiliary vector that its program was started with (getauxval(3)), from its stack. */
    byte[] auxiliaryVector(TaskUid task) {
        long frame = exec();
        if (frame < 0) {
            return new byte[0];
        }
        long at = debugger.trace().frame(frame).registers().sp() + LONG;
        // The arguments, the environment, each ended by a zero.
        for (int lists = 0; lists < 2; lists++) {
            while (word(task, at) != 0) {
                at += LONG;
            }
            at += LONG;
        }
        long end = at;
        while (word(task, end) != 0) {
            end += 2 * LONG;
        }
        return read(task, at, (int) (end + 2 * LONG - at));
    }

    private long word(TaskUid task, long address) {
        byte[] bytes = read(task, address, LONG);
        return bytes.length < LONG
                ? 0
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
