package dev.jrr.trace;

import dev.jrr.kernel.FutexOperation;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Handling;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.PackedCalls;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The system calls of a trace, counted. A call counts once, whether it has one frame or two, or was
 * entered and never left. In every figure the total is buffered + userSpace + traced.
 *
 * @param frames how many frames the trace has
 * @param tasks how many tasks
 * @param syscalls a row for each system call that was made, the most frequent first
 * @param stops how often a tracee stopped for the recorder; 0 if the recorder was killed
 */
public record TraceStatistics(long frames, int tasks, List<SyscallRow> syscalls, Futex futex, long stops) {
    private static final int SYS_FUTEX = 202;

    public TraceStatistics {
        syscalls = List.copyOf(syscalls);
    }

    /**
     * One system call.
     *
     * @param count how often it was made
     * @param percent of all system calls
     * @param calls how those were handled
     */
    public record SyscallRow(int number, String name, long count, double percent, Calls calls) {}

    /**
     * How often calls were handled in which way; {@code total} is the sum of the others.
     *
     * @param buffered made in the tracee, and recorded without a stop
     * @param userSpace answered in the tracee, without the kernel; calls refused there are among them
     * @param traced stopped for
     */
    public record Calls(long total, long buffered, long userSpace, long traced) {}

    /**
     * The futex calls.
     *
     * @param all of them
     * @param noSyscallbuf made by a task that had no buffer although there are buffers. None is: a
     *     task has the buffer of its address space from its first instruction on
     * @param unhandled with an operation that is not known, and so traced
     * @param desched buffered, and then found to block. None is: a call that may block is traced
     * @param byOp by the name of the operation, without its flags
     */
    public record Futex(Calls all, long noSyscallbuf, long unhandled, long desched, Map<String, Calls> byOp) {}

    /**
     * Counts, reading every frame.
     *
     * @throws TraceFormatException if a block is damaged
     */
    public static TraceStatistics of(TraceReader trace) {
        Counter counter = new Counter();
        long number = 0;
        while (number < trace.frameCount()) {
            TraceReader.Slice slice = trace.bufferedRun(number);
            if (slice == null) {
                counter.add(trace.frame(number));
                number++;
            } else {
                counter.add(slice);
                number = slice.end();
            }
        }
        counter.countUnfinished();
        return counter.result(
                trace.frameCount(),
                trace.summary().tasks().size(),
                trace.summary().stops());
    }

    /**
     * Counts frames that are in no trace. Calls refused in the tracee are counted as traced: a frame
     * does not tell where a call was refused.
     */
    public static TraceStatistics of(List<TraceFrame> frames) {
        Counter counter = new Counter();
        frames.forEach(counter::add);
        counter.countUnfinished();
        long tasks = frames.stream().map(TraceFrame::task).distinct().count();
        return counter.result(frames.size(), (int) tasks, 0);
    }

    /** Calls of one kind. */
    private static final class Tally {
        private static final Tally NONE = new Tally();

        private long buffered;
        private long userSpace;
        private long traced;

        private void add(Handling handling, int calls) {
            switch (handling) {
                case BUFFERED -> buffered += calls;
                case USER_SPACE -> userSpace += calls;
                case TRACED, GENERIC, REFUSED -> traced += calls;
            }
        }

        private Calls calls() {
            return new Calls(buffered + userSpace + traced, buffered, userSpace, traced);
        }
    }

    private static final class Counter {
        private final Map<Integer, Tally> bySyscall = new HashMap<>();
        private final Map<FutexOperation, Tally> byFutexOp = new TreeMap<>();
        private final Map<TaskUid, Entered> entered = new HashMap<>();

        /** A call that has not been left yet. */
        private record Entered(int number, int futexOp) {}

        private void add(TraceFrame frame) {
            if (frame.event() instanceof Event.Syscall call) {
                int futexOp = (int) frame.registers().argument(1);
                Entered earlier = entered.remove(frame.task());
                if (earlier != null && (call.phase() != Phase.LEFT || earlier.number != call.number())) {
                    count(earlier.number, earlier.futexOp);
                }
                if (call.phase() == Phase.ENTERED) {
                    entered.put(frame.task(), new Entered(call.number(), futexOp));
                } else {
                    count(call.number(), futexOp, call.handling(), 1);
                }
            } else if (frame.event() instanceof Event.Exec exec) {
                Entered earlier = entered.remove(frame.task());
                if (earlier != null && earlier.number != exec.number()) {
                    count(earlier.number, earlier.futexOp);
                }
                count(exec.number(), 0);
            }
        }

        private void add(TraceReader.Slice slice) {
            Entered earlier = entered.remove(slice.task());
            if (earlier != null) {
                count(earlier.number, earlier.futexOp);
            }
            PackedCalls record = slice.records().walk();
            while (record.next()) {
                // Refused there, a call took no stop either.
                Handling handling = record.isMade() ? Handling.BUFFERED : Handling.USER_SPACE;
                count(record.number(), (int) record.argument(1), handling, record.calls());
            }
        }

        private void countUnfinished() {
            entered.values().forEach(call -> count(call.number, call.futexOp));
            entered.clear();
        }

        private void count(int number, int futexOp) {
            count(number, futexOp, Handling.TRACED, 1);
        }

        private void count(int number, int futexOp, Handling handling, int calls) {
            bySyscall.computeIfAbsent(number, none -> new Tally()).add(handling, calls);
            if (number == SYS_FUTEX) {
                byFutexOp
                        .computeIfAbsent(FutexOperation.of(futexOp), none -> new Tally())
                        .add(handling, calls);
            }
        }

        private TraceStatistics result(long frames, int tasks, long stops) {
            long all = bySyscall.values().stream()
                    .mapToLong(tally -> tally.calls().total())
                    .sum();
            List<SyscallRow> rows = bySyscall.entrySet().stream()
                    .map(entry -> row(entry.getKey(), entry.getValue().calls(), all))
                    .sorted(Comparator.comparingLong(SyscallRow::count)
                            .reversed()
                            .thenComparingInt(SyscallRow::number))
                    .toList();
            Map<String, Calls> byOp = new TreeMap<>();
            byFutexOp.forEach((op, tally) -> byOp.put(op.name(), tally.calls()));
            Futex futex = new Futex(
                    bySyscall.getOrDefault(SYS_FUTEX, Tally.NONE).calls(),
                    0,
                    byFutexOp
                            .getOrDefault(FutexOperation.UNKNOWN, Tally.NONE)
                            .calls()
                            .total(),
                    0,
                    byOp);
            return new TraceStatistics(frames, tasks, rows, futex, stops);
        }

        private static SyscallRow row(int number, Calls calls, long all) {
            return new SyscallRow(number, SyscallTable.name(number), calls.total(), 100.0 * calls.total() / all, calls);
        }
    }
}
