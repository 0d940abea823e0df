package dev.jrr.trace.format;

import dev.jrr.model.CallRecords;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import java.util.Arrays;

/**
 * What is known of a block of frames without decoding it. The arrays are not copied; nobody
 * changes them.
 *
 * @param firstNanos the time of its first frame, in nanoseconds since the recording began
 * @param lastNanos the time of its last frame
 * @param kinds bit {@link EventTag} is set for each kind of event in it; buffered calls set that of
 *     runs and that of system calls
 * @param tasks the serials of its tasks, rising
 * @param syscalls bit {@link #syscallBit} is set for each system call in it, exec included
 */
public record BlockFacts(long firstNanos, long lastNanos, int kinds, int[] tasks, long[] syscalls) {
    /** How many system calls are told apart; Linux has fewer than 480. The last bit is for others. */
    static final int SYSCALL_BITS = 512;

    public boolean hasTask(int serial) {
        return Arrays.binarySearch(tasks, serial) >= 0;
    }

    /** Whether any of its frames is a buffered call. */
    public boolean hasBufferedCalls() {
        return (kinds & 1 << EventTag.RUN) != 0;
    }

    /** False if no frame of the block is of that system call. */
    public boolean mayHaveSyscall(int number) {
        int bit = syscallBit(number);
        return (syscalls[bit >> 6] & 1L << bit) != 0;
    }

    static int syscallBit(int number) {
        return number >= 0 && number < SYSCALL_BITS ? number : SYSCALL_BITS - 1;
    }

    /** Gathers the facts of one block after the other. */
    public static final class Collector {
        private long firstNanos;
        private long lastNanos;
        private int kinds;
        private int[] tasks = new int[4];
        private int taskCount;
        private int lastSerial;
        private long[] syscalls = new long[SYSCALL_BITS / Long.SIZE];

        public void add(TaskUid task, long nanos, Event event) {
            if (kinds == 0) {
                firstNanos = nanos;
            }
            lastNanos = nanos;
            kinds |= 1 << EventTag.of(event);
            if (taskCount == 0 || task.serial() != lastSerial) {
                addTask(task.serial());
            }
            if (event instanceof Event.Syscall call) {
                addSyscall(call.number());
            } else if (event instanceof Event.Exec exec) {
                addSyscall(exec.number());
            }
        }

        /** Adds buffered calls that are written. */
        void add(PackedPiece piece) {
            addRun(piece.run().task(), piece.firstNanos(), piece.lastNanos());
            for (int mark = piece.from() + 1; mark <= piece.to(); mark++) {
                long[] numbers = piece.run().marks().get(mark).numbers();
                for (int i = 0; i < syscalls.length; i++) {
                    syscalls[i] |= numbers[i];
                }
            }
        }

        /** Adds buffered calls that were read. */
        public void add(RunPiece piece) {
            addRun(piece.task(), piece.timeNanos(0), piece.lastNanos());
            CallRecords records = piece.records();
            for (int call = 0; call < records.count(); call = records.callsBefore(records.recordOf(call) + 1)) {
                addSyscall(records.number(call));
            }
        }

        private void addRun(TaskUid task, long first, long last) {
            if (kinds == 0) {
                firstNanos = first;
            }
            lastNanos = last;
            kinds |= 1 << EventTag.SYSCALL | 1 << EventTag.RUN;
            if (taskCount == 0 || task.serial() != lastSerial) {
                addTask(task.serial());
            }
        }

        private void addTask(int serial) {
            lastSerial = serial;
            int place = Arrays.binarySearch(tasks, 0, taskCount, serial);
            if (place >= 0) {
                return;
            }
            if (taskCount == tasks.length) {
                tasks = Arrays.copyOf(tasks, taskCount * 2);
            }
            int at = -place - 1;
            System.arraycopy(tasks, at, tasks, at + 1, taskCount - at);
            tasks[at] = serial;
            taskCount++;
        }

        private void addSyscall(int number) {
            int bit = syscallBit(number);
            syscalls[bit >> 6] |= 1L << bit;
        }

        /** The facts of what was added since the last call. */
        public BlockFacts take() {
            BlockFacts facts = new BlockFacts(firstNanos, lastNanos, kinds, Arrays.copyOf(tasks, taskCount), syscalls);
            firstNanos = 0;
            lastNanos = 0;
            kinds = 0;
            taskCount = 0;
            syscalls = new long[SYSCALL_BITS / Long.SIZE];
            return facts;
        }
    }
}
