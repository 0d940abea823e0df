package dev.jrr.trace;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.Event.Phase;
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
     * How often calls were handled in which way.
     *
     * @param buffered made in the tracee, and recorded without a stop
     * @param userSpace answered in the tracee, without the kernel
     * @param traced stopped for
     */
    public record Calls(long total, long buffered, long userSpace, long traced) {}

    /**
     * The futex calls.
     *
     * @param all of them
     * @param noSyscallbuf made by a thread that had no buffer although there are buffers
     * @param unhandled with an operation that is not known, and so traced
     * @param desched buffered, and then found to block
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
        for (long number = 0; number < trace.frameCount(); number++) {
            counter.add(trace.frame(number));
        }
        counter.countUnfinished();
        return counter.result(trace);
    }

    private static Calls traced(long count) {
        return new Calls(count, 0, 0, count);
    }

    private static final class Counter {
        private final Map<Integer, Long> bySyscall = new HashMap<>();
        private final Map<FutexOp, Long> byFutexOp = new TreeMap<>();
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
                    count(call.number(), futexOp);
                }
            } else if (frame.event() instanceof Event.Exec exec) {
                Entered earlier = entered.remove(frame.task());
                if (earlier != null && earlier.number != exec.number()) {
                    count(earlier.number, earlier.futexOp);
                }
                count(exec.number(), 0);
            }
        }

        private void countUnfinished() {
            entered.values().forEach(call -> count(call.number, call.futexOp));
            entered.clear();
        }

        private void count(int number, int futexOp) {
            bySyscall.merge(number, 1L, Long::sum);
            if (number == SYS_FUTEX) {
                byFutexOp.merge(FutexOp.of(futexOp), 1L, Long::sum);
            }
        }

        private TraceStatistics result(TraceReader trace) {
            long all = bySyscall.values().stream().mapToLong(Long::longValue).sum();
            List<SyscallRow> rows = bySyscall.entrySet().stream()
                    .map(entry -> new SyscallRow(
                            entry.getKey(),
                            SyscallTable.name(entry.getKey()),
                            entry.getValue(),
                            100.0 * entry.getValue() / all,
                            traced(entry.getValue())))
                    .sorted(Comparator.comparingLong(SyscallRow::count)
                            .reversed()
                            .thenComparingInt(SyscallRow::number))
                    .toList();
            Map<String, Calls> byOp = new TreeMap<>();
            byFutexOp.forEach((op, count) -> byOp.put(op.name(), traced(count)));
            Futex futex = new Futex(
                    traced(bySyscall.getOrDefault(SYS_FUTEX, 0L)),
                    0,
                    byFutexOp.getOrDefault(FutexOp.UNKNOWN, 0L),
                    0,
                    byOp);
            return new TraceStatistics(
                    trace.frameCount(),
                    trace.summary().tasks().size(),
                    rows,
                    futex,
                    trace.summary().stops());
        }
    }

    /** The operations of futex(2) in the order of their numbers (include/uapi/linux/futex.h). */
    private enum FutexOp {
        FUTEX_WAIT,
        FUTEX_WAKE,
        FUTEX_FD,
        FUTEX_REQUEUE,
        FUTEX_CMP_REQUEUE,
        FUTEX_WAKE_OP,
        FUTEX_LOCK_PI,
        FUTEX_UNLOCK_PI,
        FUTEX_TRYLOCK_PI,
        FUTEX_WAIT_BITSET,
        FUTEX_WAKE_BITSET,
        FUTEX_WAIT_REQUEUE_PI,
        FUTEX_CMP_REQUEUE_PI,
        FUTEX_LOCK_PI2,
        UNKNOWN;

        /** FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME are not part of the number. */
        private static final int OP_MASK = 0x7f;

        static FutexOp of(int argument) {
            int number = argument & OP_MASK;
            return number < UNKNOWN.ordinal() ? values()[number] : UNKNOWN;
        }
    }
}
