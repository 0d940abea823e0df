package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a task stands to signals at a position, taken from the trace alone: what its process does on
 * each (rt_sigaction) and which it blocks (rt_sigprocmask). What the program had inherited before
 * its first frame counts as default and unblocked; a mask after longjmp out of a handler is the
 * handler's until the program sets another.
 *
 * @param handlers by signal; a signal without an entry has its default action
 * @param mask bit N - 1 set if signal N is blocked
 */
public record SignalState(SortedMap<Integer, Handler> handlers, long mask) {
    /**
     * What a process does on a signal.
     *
     * @param address of the handler, or 1 for nothing
     * @param flags SA_* bits (sigaction(2))
     * @param mask what is blocked besides while it runs
     */
    public record Handler(long address, long flags, long mask) {
        private static final long IGNORE = 1;

        public boolean isIgnored() {
            return address == IGNORE;
        }
    }

    /** What changes a state; whole blocks of other frames are passed over. */
    private static final FramePredicate MATTERS = Stream.of(
                    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "clone", "clone3", "fork", "vfork")
            .map(name -> FramePredicate.syscall(
                    SyscallTable.byName(name).orElseThrow().number()))
            .reduce(FramePredicate.kind(FrameKind.SIGNAL).or(FramePredicate.kind(FrameKind.EXEC)), FramePredicate::or);

    private static final long SA_NODEFER = 0x40000000L;
    private static final long SA_RESETHAND = 0x80000000L;
    private static final long CLONE_SIGHAND = 0x800;

    /** The state of a task when all that frame {@code position} records has happened. */
    public static SignalState at(Frames frames, long position, TaskUid task) {
        Scan scan = new Scan();
        OptionalLong next = frames.next(0, MATTERS);
        while (next.isPresent() && next.getAsLong() <= position) {
            scan.accept(frames.frame(next.getAsLong()));
            next = frames.next(next.getAsLong() + 1, MATTERS);
        }
        Task state = scan.task(task);
        SortedMap<Integer, Handler> handlers = new TreeMap<>(state.handlers);
        handlers.values().removeIf(handler -> handler.address() == 0);
        return new SignalState(handlers, state.mask);
    }

    /** Whether a signal is blocked. */
    public boolean blocks(int signal) {
        return (mask & bit(signal)) != 0;
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    private static final class Task {
        // One table for all threads of a process.
        private Map<Integer, Handler> handlers = new HashMap<>();
        private long mask;
        private final Deque<Long> masksBeforeHandlers = new ArrayDeque<>();
        private Event.Syscall entered;
        private TraceFrame enteredFrame;
    }

    private static final class Scan {
        private final Map<TaskUid, Task> tasks = new HashMap<>();

        Task task(TaskUid uid) {
            return tasks.computeIfAbsent(uid, unknown -> new Task());
        }

        void accept(TraceFrame frame) {
            Task task = task(frame.task());
            if (frame.event() instanceof Event.Syscall call) {
                syscall(task, frame, call);
            } else if (frame.event() instanceof Event.Signal signal) {
                signal(task, signal);
            } else if (frame.event() instanceof Event.Exec) {
                // The new image has its own table; what was ignored stays ignored (execve(2)).
                task.handlers = new HashMap<>(task.handlers);
                task.handlers.values().removeIf(handler -> !handler.isIgnored());
                task.masksBeforeHandlers.clear();
            }
        }

        private void syscall(Task task, TraceFrame frame, Event.Syscall call) {
            call.created().ifPresent(created -> {
                Task child = task(created.child());
                child.handlers = created.isThread() || (created.flags() & CLONE_SIGHAND) != 0
                        ? task.handlers
                        : new HashMap<>(task.handlers);
                child.mask = task.mask;
            });
            if (call.phase() == Event.Phase.ENTERED) {
                task.entered = call;
                task.enteredFrame = frame;
                return;
            }
            boolean left = call.phase() == Event.Phase.LEFT && task.entered != null;
            Event.Syscall asked = left ? task.entered : call;
            TraceFrame askedFrame = left ? task.enteredFrame : frame;
            switch (SyscallTable.name(call.number())) {
                case "rt_sigaction" -> {
                    if (call.result() == 0) {
                        input(asked, 32)
                                .ifPresent(act -> task.handlers.put(
                                        (int) askedFrame.entryRegisters().argument(0),
                                        new Handler(act.getLong(0), act.getLong(8), act.getLong(24))));
                    }
                }
                case "rt_sigprocmask" -> {
                    if (call.result() == 0) {
                        input(asked, 8)
                                .ifPresent(set -> task.mask = changed(
                                        task.mask,
                                        (int) askedFrame.entryRegisters().argument(0),
                                        set.getLong(0)));
                    }
                }
                case "rt_sigreturn" -> {
                    if (!task.masksBeforeHandlers.isEmpty()) {
                        task.mask = task.masksBeforeHandlers.pop();
                    }
                }
                default -> {}
            }
        }

        private static void signal(Task task, Event.Signal signal) {
            if (signal.disposition() != Event.Disposition.HANDLED) {
                return;
            }
            task.masksBeforeHandlers.push(task.mask);
            Handler handler = task.handlers.get(signal.signal());
            if (handler == null) {
                return;
            }
            task.mask |= handler.mask();
            if ((handler.flags() & SA_NODEFER) == 0) {
                task.mask |= bit(signal.signal());
            }
            if ((handler.flags() & SA_RESETHAND) != 0) {
                task.handlers.remove(signal.signal());
            }
        }

        private static Optional<ByteBuffer> input(Event.Syscall call, int length) {
            return call.inputs().stream()
                    .filter(capture -> capture.argument() == 1 && capture.bytes().length >= length)
                    .map(Capture::bytes)
                    .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))
                    .findFirst();
        }

        /** SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK; SIGKILL and SIGSTOP cannot be blocked. */
        private static long changed(long mask, int how, long set) {
            long wanted = how == 0 ? mask | set : how == 1 ? mask & ~set : how == 2 ? set : mask;
            return wanted & ~bit(9) & ~bit(19);
        }
    }
}
