package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** On which processors threads may run (sched_setaffinity(2)). */
public final class Cpus {
    private static final int BYTES = 128;
    private static final int GETTID = 186;

    /** Read before {@link #reserve} leaves the threads of this JVM on some of them only. */
    private static final List<Integer> ALLOWED = ofThisThread();

    private Cpus() {}

    /** The processors that this process was started on. */
    public static List<Integer> allowed() {
        return ALLOWED;
    }

    private static List<Integer> ofThisThread() {
        Memory mask = new Memory(BYTES);
        mask.clear();
        LibC.sched_getaffinity(0, BYTES, Pointer.nativeValue(mask));
        BitSet bits = BitSet.valueOf(mask.getByteArray(0, BYTES));
        List<Integer> cpus = new ArrayList<>();
        bits.stream().forEach(cpus::add);
        return List.copyOf(cpus);
    }

    /** The processor that the calling thread is on: the kernel chose one that had time for it. */
    public static int current() {
        return LibC.sched_getcpu();
    }

    /**
     * Puts the calling thread on one processor and all other threads of this JVM on the rest: a
     * garbage collector beside the tracer makes its stops five times slower. Does nothing useful,
     * and no harm, on a machine with one processor.
     */
    public static void reserve(int cpu) {
        List<Integer> others = new ArrayList<>(allowed());
        others.remove(Integer.valueOf(cpu));
        int self = (int) LibC.syscall(GETTID, 0, 0, 0, 0, 0, 0);
        if (!others.isEmpty()) {
            for (int tid : ProcFs.tasks((int) ProcessHandle.current().pid())) {
                if (tid != self) {
                    set(tid, others);
                }
            }
        }
        stay(cpu);
    }

    /** Puts the calling thread on one processor. */
    public static void stay(int cpu) {
        put((int) LibC.syscall(GETTID, 0, 0, 0, 0, 0, 0), cpu);
    }

    /** Puts a task of this user on one processor. */
    public static void put(int tid, int cpu) {
        set(tid, List.of(cpu));
    }

    private static void set(int tid, List<Integer> cpus) {
        BitSet bits = new BitSet();
        cpus.forEach(bits::set);
        Memory mask = new Memory(BYTES);
        mask.clear();
        byte[] bytes = bits.toByteArray();
        mask.write(0, bytes, 0, bytes.length);
        LibC.sched_setaffinity(tid, BYTES, Pointer.nativeValue(mask));
    }

    /** Lets another thread of this processor run. */
    public static void yield() {
        LibC.sched_yield();
    }
}
