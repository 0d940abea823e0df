package dev.jrr.record;

import dev.jrr.linux.TaskStat;
import dev.jrr.linux.WaitResult;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.Tracee;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One task of the program being recorded. Tracer thread only. */
final class RecordTask {
    /** What the scheduler may do with a task. */
    enum State {
        /** Stopped: its news can be handled, or it can be resumed. */
        READY,
        /** Resumed in user code: the one task that runs. */
        RUNNING,
        /** Resumed in a system call, which may take any time. */
        IN_CALL,
        /** In a stop of its group, until SIGCONT. */
        STOPPED,
        /** Ended; perhaps a zombie until its process ends. */
        DEAD
    }

    final Tracee tracee;
    final TaskUid uid;
    final TaskUid parent;
    final int processId;
    final FdTable fds;
    private AddressSpace space;
    private TaskStat stat;

    /** News from wait(2) that is not handled yet. */
    WaitResult stop;

    SyscallInProgress call;

    /** The registers at the end of its last frame. */
    Registers last;

    /**
     * Whether it may come to the registers of its last frame again without another frame, in a loop
     * that changes memory only. After a system call it would have to pass the call once more.
     */
    boolean lastMayRecur;

    /** Whether it has not been resumed in user code since its last frame. */
    boolean isAtLastFrame;

    /** Whether a signal was due when it was first resumed after its last frame. */
    boolean resumedToSignal;

    /** siginfo of signals that came between two instructions, kept back until the next call. */
    final Deque<byte[]> held = new ArrayDeque<>();

    /** siginfo of signals kept back and then sent again by us, not delivered yet. */
    final List<byte[]> sentAgain = new ArrayList<>();

    /** Where the kernel writes a zero and wakes at the task's end (set_tid_address(2)); or 0. */
    long clearTid;

    /** The head of its robust futexes (get_robust_list(2)); or 0. */
    long robustList;

    int scratchSlot = -1;

    /** The signal of its group stop, while it is STOPPED. */
    int stopSignal;

    /** The call that restart_syscall(2) goes on with. */
    int interruptedCall = 219;

    /** Whether its end is being recorded right now. */
    boolean leaving;

    /** Whether PTRACE_INTERRUPT has been asked for since it was resumed. */
    boolean interruptAsked;

    /** When it began to run without a frame (System.nanoTime), or 0. */
    long runningSince;

    private State state = State.READY;
    private final ReadyCount ready;

    /** How many tasks are READY. */
    static final class ReadyCount {
        int value;
    }

    RecordTask(
            Tracee tracee,
            TaskUid uid,
            TaskUid parent,
            int processId,
            AddressSpace space,
            FdTable fds,
            ReadyCount ready) {
        this.tracee = tracee;
        this.uid = uid;
        this.parent = parent;
        this.processId = processId;
        this.space = space;
        this.fds = fds;
        this.ready = ready;
        ready.value++;
        if (space != null) {
            space.addUser();
        }
    }

    State state() {
        return state;
    }

    void become(State next) {
        if (state == State.READY) {
            ready.value--;
        }
        if (next == State.READY) {
            ready.value++;
        }
        state = next;
    }

    /** Whether it certainly has made no instruction since its last frame, if these are its registers. */
    boolean isRightAfterFrame(Registers now) {
        return last != null
                && (!lastMayRecur || resumedToSignal)
                && last.with(Register.ORIG_RAX, 0).firstDifference(now.with(Register.ORIG_RAX, 0)) == null;
    }

    boolean isAlive() {
        return state != State.DEAD;
    }

    int tid() {
        return tracee.tid();
    }

    AddressSpace space() {
        return space;
    }

    /** After an exec, or at the end: leaves its memory for another, or for none (null). */
    void moveTo(AddressSpace next) {
        if (space != null) {
            space.removeUser();
        }
        space = next;
        if (next != null) {
            next.addUser();
        }
    }

    /** The state letter that the kernel shows. */
    char kernelState() {
        if (stat == null) {
            stat = new TaskStat(processId, tid());
        }
        return stat.state();
    }

    void closeStat() {
        if (stat != null) {
            stat.close();
            stat = null;
        }
    }

    @Override
    public String toString() {
        return "task " + uid + " (" + state + ")";
    }
}
