package dev.jrr.record;

import dev.jrr.linux.Ptrace.Resume;
import dev.jrr.linux.TaskStat;
import dev.jrr.linux.WaitResult;
import dev.jrr.linux.WaitResult.Kind;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records how tasks begin and end. */
final class TaskLife {
    /** Instead of the id of a leader whose place another thread's exec has taken. */
    static final int REPLACED = 0;

    private static final int FORK = 57;
    private static final int VFORK = 58;
    private static final int CLONE3 = 435;
    private static final long SIGCHLD = 17;
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_VFORK = 0x4000;
    private static final long CLONE_THREAD = 0x10000;
    private static final long CLONE_CHILD_CLEARTID = 0x200000;
    private static final long CLONE_CHILD_SETTID = 0x1000000;

    /** ROBUST_LIST_LIMIT (include/uapi/linux/futex.h). */
    private static final int ROBUST_LIMIT = 2048;

    private static final int FUTEX_WAITERS = 0x8000_0000;
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int FUTEX_TID_MASK = 0x3fff_ffff;

    private final Recording recording;

    TaskLife(Recording recording) {
        this.recording = recording;
    }

    /** What a call that makes a task asked for. */
    private record Request(long flags, long childTid) {}

    private static Request request(SyscallInProgress call, AddressSpace space) {
        return switch (call.number) {
            case FORK -> new Request(SIGCHLD, 0);
            case VFORK -> new Request(SIGCHLD | CLONE_VM | CLONE_VFORK, 0);
            case CLONE3 -> {
                // struct clone_args (clone(2)): flags, pidfd, child_tid, parent_tid, exit_signal.
                byte[] bytes = Arrays.copyOf(space.read(call.entry.argument(0), 40), 40);
                ByteBuffer arguments = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                yield new Request(arguments.getLong(0) | arguments.getLong(32), arguments.getLong(16));
            }
            default -> new Request(call.entry.argument(0), call.entry.argument(3));
        };
    }

    /**
     * A call has made a task, which stands before its first instruction.
     *
     * @param childTid its id
     */
    RecordTask created(RecordTask parent, int childTid) throws TraceeGoneException {
        SyscallInProgress call = parent.call;
        Request request = request(call, parent.space());
        Tracee tracee = new Tracee(recording.ptrace, childTid, true);
        Registers registers = tracee.registers();
        boolean sharesMemory = (request.flags() & CLONE_VM) != 0;
        AddressSpace space = sharesMemory ? parent.space() : AddressSpace.of(childTid);
        RecordTask child = new RecordTask(
                tracee,
                new TaskUid(childTid, recording.nextSerial()),
                parent.uid,
                (request.flags() & CLONE_THREAD) != 0 ? parent.processId : childTid,
                space,
                (request.flags() & CLONE_FILES) != 0 ? parent.fds : parent.fds.copy(),
                recording.ready);
        child.last = registers;
        noteBuffer(parent, child, request.flags());
        if ((request.flags() & CLONE_CHILD_CLEARTID) != 0) {
            child.clearTid = request.childTid();
        }
        List<MemoryWrite> childWrites = new ArrayList<>();
        if ((request.flags() & CLONE_CHILD_SETTID) != 0) {
            childWrites.add(space.capture(request.childTid(), 4));
        }
        recording.tasks.add(child);
        call.created = new CloneRecord(child.uid, request.flags(), registers, childWrites);
        return child;
    }

    private void noteBuffer(RecordTask parent, RecordTask child, long flags) {
        CallBuffer buffer = recording.callBuffers.of(parent.space());
        boolean sharesFds = (flags & CLONE_FILES) != 0;
        if (child.space() != parent.space()) {
            CallBuffer own = buffer.copyFor(child.space());
            recording.callBuffers.put(child.space(), own);
            if (sharesFds) {
                own.fdsUnsure(true);
                buffer.fdsUnsure(true);
            }
        } else if (!sharesFds) {
            // Until it has a memory of its own, or is gone.
            buffer.fdsUnsure(true);
        }
    }

    /** A task has left an address space, for another or for good. */
    void left(AddressSpace space) {
        CallBuffers buffers = recording.callBuffers;
        if (space == null || space.users() == 0) {
            buffers.released(space);
            return;
        }
        FdTable fds = null;
        for (RecordTask task : recording.tasks) {
            if (task.space() == space) {
                if (fds != null && fds != task.fds) {
                    return;
                }
                fds = task.fds;
            }
        }
        for (RecordTask task : recording.tasks) {
            if (task.fds == fds && task.space() != space) {
                return;
            }
        }
        buffers.of(space).fdsUnsure(false);
    }

    /** Whether the call in progress lets its child run first (vfork(2)). */
    static boolean waitsForChild(RecordTask parent) {
        return parent.call != null && parent.call.created != null && parent.call.created.isVfork();
    }

    /**
     * A task is about to end, and its memory is still there: lets it go and records its end.
     *
     * @param intake takes news of other tasks that arrives meanwhile
     */
    void exiting(RecordTask task, Intake intake) throws TraceeGoneException {
        int status = (int) recording.ptrace.eventMessage(task.tid());
        List<Long> words = robustWords(task);
        List<byte[]> before = read(task, words);
        task.tracee.resume(Resume.CONT, 0);
        task.become(RecordTask.State.IN_CALL);
        boolean leader = task.tid() == task.processId;
        task.leaving = true;
        while ((task.stop == null || !task.stop.isGone()) && task.tid() != REPLACED) {
            // A leader that ends before its threads stays a zombie without news.
            boolean zombie = leader && recording.hasLivingSibling(task);
            WaitResult news = recording.ptrace.waitFor(zombie ? -1 : task.tid(), !zombie);
            if (news != null) {
                intake.take(news);
            } else if (zombie) {
                if (task.kernelState() == 'Z') {
                    break;
                }
                TaskStat.pause(1);
            }
        }
        List<MemoryWrite> writes = new ArrayList<>();
        if (task.space().users() > 1) {
            recording.keepVisible(task);
            List<byte[]> after = read(task, words);
            for (int i = 0; i < words.size(); i++) {
                if (!Arrays.equals(before.get(i), after.get(i))) {
                    writes.add(MemoryWrite.of(words.get(i), after.get(i)));
                }
            }
            if (task.clearTid != 0) {
                MemoryWrite cleared = task.space().capture(task.clearTid, 4);
                if (cleared.length() == 4) {
                    writes.add(cleared);
                }
            }
        } else {
            // The memory is gone, but processes that share a part of it see what happened there.
            for (int i = 0; i < words.size(); i++) {
                byte[] left = leftBehind(task, before.get(i));
                if (left.length > 0) {
                    writes.add(MemoryWrite.of(words.get(i), left));
                }
            }
        }
        ended(task, status, writes);
    }

    /** What the kernel makes of a robust futex's word (handle_futex_death); empty if it leaves it. */
    private static byte[] leftBehind(RecordTask task, byte[] word) {
        if (word.length < Integer.BYTES) {
            return new byte[0];
        }
        int value = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if ((value & FUTEX_TID_MASK) != task.tid()) {
            return new byte[0];
        }
        int left = value & FUTEX_WAITERS | FUTEX_OWNER_DIED;
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(left)
                .array();
    }

    /** Takes news of any task. */
    interface Intake {
        void take(WaitResult news);
    }

    /** A task is gone without having said so before. */
    void ended(RecordTask task, int status, List<MemoryWrite> writes) {
        boolean last = !recording.hasLivingSibling(task);
        recording.append(
                task,
                new Event.Exit(status, last),
                task.last == null ? Registers.ZERO : task.last,
                writes,
                Optional.empty());
        recording.scratch.release(task);
        recording.keepVisible(task);
        AddressSpace space = task.space();
        task.moveTo(null);
        left(space);
        task.closeStat();
        task.become(RecordTask.State.DEAD);
        recording.tasks.remove(task);
    }

    /** The futex words of the task's robust list, which the kernel changes at its end. */
    private static List<Long> robustWords(RecordTask task) {
        List<Long> words = new ArrayList<>();
        if (task.robustList == 0) {
            return words;
        }
        // struct robust_list_head: list, futex_offset, list_op_pending.
        long offset = task.space().readLong(task.robustList + 8);
        long pending = task.space().readLong(task.robustList + 16) & ~1L;
        if (pending != 0) {
            words.add(pending + offset);
        }
        long entry = task.space().readLong(task.robustList) & ~1L;
        for (int i = 0; i < ROBUST_LIMIT && entry != 0 && entry != task.robustList; i++) {
            words.add(entry + offset);
            entry = task.space().readLong(entry) & ~1L;
        }
        return words;
    }

    private static List<byte[]> read(RecordTask task, List<Long> words) {
        List<byte[]> values = new ArrayList<>(words.size());
        for (long word : words) {
            values.add(task.space().read(word, 4));
        }
        return values;
    }

    /** The kinds of news that tell of a new task. */
    static boolean isCreation(Kind kind) {
        return kind == Kind.FORK || kind == Kind.VFORK || kind == Kind.CLONE;
    }
}
