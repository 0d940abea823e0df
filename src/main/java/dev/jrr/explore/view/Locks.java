package dev.jrr.explore.view;

import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.StackFrame;
import dev.jrr.debugger.TaskView;
import dev.jrr.kernel.FutexOperation;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who waits for whom at one place of a run: from the futex words on which tasks wait, and what glibc
 * keeps beside them (nptl/bits: struct __pthread_mutex_s has the owner's thread id eight bytes behind
 * the word).
 *
 * @param locks the words on which tasks wait, in the order in which the first of them began to
 * @param cycles tasks of which each waits for the next, and the last for the first
 */
public record Locks(List<Lock> locks, List<List<TaskUid>> cycles) {
    private static final int FUTEX = 202;
    private static final int OWNER_AT = 8;
    private static final int LOCKED = 1;
    private static final int LOCKED_WITH_WAITERS = 2;
    private static final int TID_BITS = 0x3fffffff;
    private static final int MOST_FRAMES = 8;

    /** What a word is for, as far as it is known. */
    public enum Kind {
        MUTEX("mutex"),
        CONDITION("condition variable"),
        BARRIER("barrier"),
        SEMAPHORE("semaphore"),
        READ_WRITE_LOCK("read-write lock"),
        END_OF_TASK("end"),
        WORD("futex word");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * A wait that has not ended.
     *
     * @param frame where it was begun
     * @param nanos how long it has lasted
     */
    public record Waiter(TaskUid task, long frame, long nanos) {}

    /**
     * A word on which tasks wait.
     *
     * @param name of the address, by symbol where that is known
     * @param owner whose turn it is to let them go; empty if that cannot be told
     * @param waiters the first to wait first
     */
    public record Lock(Kind kind, long address, String name, int word, Optional<TaskUid> owner, List<Waiter> waiters) {
        public Lock {
            waiters = List.copyOf(waiters);
        }
    }

    /** Nobody waits. */
    public static final Locks NONE = new Locks(List.of(), List.of());

    public Locks {
        locks = List.copyOf(locks);
        cycles = List.copyOf(cycles);
    }

    /** The locks at a place where the replay stands. */
    public static Locks at(Frames frames, long position, Live live) {
        long now = frames.frame(position).timeNanos();
        List<TaskView> tasks = live.tasks();
        Map<String, Lock> locks = new LinkedHashMap<>();
        List<TraceFrame> waits = new ArrayList<>();
        for (TaskView task : tasks) {
            // At the frame that begins a wait, its task is the current one, and waits as well.
            if (task.state() != TaskView.State.READY && task.lastFrame() >= 0) {
                TraceFrame frame = frames.frame(task.lastFrame());
                if (isWait(frame)) {
                    waits.add(frame);
                }
            }
        }
        waits.sort((one, other) -> Long.compare(one.number(), other.number()));
        for (TraceFrame wait : waits) {
            Waiter waiter = new Waiter(wait.task(), wait.number(), now - wait.timeNanos());
            Lock lock = lock(wait, tasks, live);
            String key = processOf(tasks, wait.task()) + " " + lock.address();
            Lock known = locks.get(key);
            List<Waiter> waiters = new ArrayList<>(known == null ? List.of() : known.waiters());
            waiters.add(waiter);
            Lock base = known == null ? lock : known;
            locks.put(key, new Lock(base.kind(), base.address(), base.name(), base.word(), base.owner(), waiters));
        }
        List<Lock> all = List.copyOf(locks.values());
        return new Locks(all, cycles(all));
    }

    private static int processOf(List<TaskView> tasks, TaskUid uid) {
        return tasks.stream()
                .filter(task -> task.task().equals(uid))
                .mapToInt(TaskView::processId)
                .findFirst()
                .orElse(0);
    }

    private static boolean isWait(TraceFrame frame) {
        if (!(frame.event() instanceof Event.Syscall call)
                || call.number() != FUTEX
                || call.phase() != Event.Phase.ENTERED) {
            return false;
        }
        return switch (FutexOperation.of(frame.entryRegisters().argument(1))) {
            case FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI, FUTEX_LOCK_PI2, FUTEX_WAIT_REQUEUE_PI -> true;
            default -> false;
        };
    }

    private static Lock lock(TraceFrame wait, List<TaskView> tasks, Live live) {
        Registers entry = wait.entryRegisters();
        long address = entry.argument(0);
        int process = processOf(tasks, wait.task());
        int word = word(live, wait.task(), address);
        FutexOperation operation = FutexOperation.of(entry.argument(1));
        boolean isPi = operation == FutexOperation.FUTEX_LOCK_PI || operation == FutexOperation.FUTEX_LOCK_PI2;
        Kind kind = isPi ? Kind.MUTEX : kind(live.code().stack(wait.task(), MOST_FRAMES));
        Optional<TaskUid> ended = kind == Kind.WORD || kind == Kind.END_OF_TASK
                ? alive(tasks, process, (int) entry.argument(2))
                : Optional.empty();
        Optional<TaskUid> owner = Optional.empty();
        if (ended.isPresent() && !ended.get().equals(wait.task())) {
            // pthread_join waits for the word that holds the thread's id until it ends.
            kind = Kind.END_OF_TASK;
            owner = ended;
        } else if (kind == Kind.MUTEX || kind == Kind.WORD) {
            owner = alive(tasks, process, word & TID_BITS)
                    .or(() -> alive(tasks, process, word(live, wait.task(), address + OWNER_AT)));
            kind = owner.isPresent() ? Kind.MUTEX : kind;
        }
        return new Lock(kind, address, name(live, wait.task(), address), word, owner, List.of());
    }

    /**
     * A word on which nobody waits.
     *
     * @param task one that lives there and can read it
     * @param isLock whether it is known to be a lock
     * @param names of the task's mappings
     */
    public static Lock idle(Live live, TaskUid task, long address, boolean isLock, AddressNames names) {
        List<TaskView> tasks = live.tasks();
        int process = processOf(tasks, task);
        int word = word(live, task, address);
        Optional<TaskUid> owner = Optional.empty();
        if (word != 0) {
            owner = alive(tasks, process, word & TID_BITS);
            boolean hasOwnerBeside = isLock || word == LOCKED || word == LOCKED_WITH_WAITERS;
            if (owner.isEmpty() && hasOwnerBeside) {
                owner = alive(tasks, process, word(live, task, address + OWNER_AT));
            }
        }
        Kind kind = isLock || owner.isPresent() ? Kind.MUTEX : Kind.WORD;
        CodePlace place = live.code().codePlace(task, address);
        String name = place.symbol().isEmpty() ? names.of(address) : place.name();
        return new Lock(kind, address, name, word, owner, List.of());
    }

    private static String name(Live live, TaskUid task, long address) {
        CodePlace place = live.code().codePlace(task, address);
        return place.symbol().isEmpty() ? new AddressNames(live.maps(task)).of(address) : place.name();
    }

    private static Optional<TaskUid> alive(List<TaskView> tasks, int process, int tid) {
        return tasks.stream()
                .filter(task -> task.processId() == process && task.task().tid() == tid)
                .map(TaskView::task)
                .findFirst();
    }

    private static int word(Live live, TaskUid task, long address) {
        List<MemoryStretch> read = live.read(task, address, Integer.BYTES);
        boolean isThere = read.size() == 1 && read.get(0).bytes().length == Integer.BYTES;
        return isThere
                ? ByteBuffer.wrap(read.get(0).bytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt()
                : 0;
    }

    /** What a task waits in, by the names of the functions that it is in. */
    private static Kind kind(List<StackFrame> stack) {
        for (StackFrame frame : stack) {
            String name = frame.place().symbol();
            if (name.contains("mutex") || name.contains("lll_lock")) {
                return Kind.MUTEX;
            } else if (name.contains("cond_")) {
                return Kind.CONDITION;
            } else if (name.contains("barrier")) {
                return Kind.BARRIER;
            } else if (name.contains("sem_")) {
                return Kind.SEMAPHORE;
            } else if (name.contains("rwlock")) {
                return Kind.READ_WRITE_LOCK;
            } else if (name.contains("join")) {
                return Kind.END_OF_TASK;
            }
        }
        return Kind.WORD;
    }

    private static List<List<TaskUid>> cycles(List<Lock> locks) {
        Map<TaskUid, TaskUid> waitsFor = new HashMap<>();
        for (Lock lock : locks) {
            lock.owner().ifPresent(owner -> lock.waiters().forEach(waiter -> waitsFor.put(waiter.task(), owner)));
        }
        List<List<TaskUid>> cycles = new ArrayList<>();
        Set<TaskUid> seen = new HashSet<>();
        for (Lock lock : locks) {
            for (Waiter waiter : lock.waiters()) {
                Set<TaskUid> path = new LinkedHashSet<>();
                TaskUid at = waiter.task();
                while (at != null && !seen.contains(at) && path.add(at)) {
                    at = waitsFor.get(at);
                }
                if (at != null && path.contains(at)) {
                    List<TaskUid> all = new ArrayList<>(path);
                    cycles.add(List.copyOf(all.subList(all.indexOf(at), all.size())));
                }
                seen.addAll(path);
            }
        }
        return cycles;
    }

    /** Sentences that say all of it. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (List<TaskUid> cycle : cycles) {
            StringBuilder text = new StringBuilder("DEADLOCK: ");
            for (TaskUid task : cycle) {
                text.append(task).append(" waits for ");
            }
            sentences.add(text.append(cycle.get(0)).toString());
        }
        for (Lock lock : locks) {
            String owner = lock.owner()
                    .map(task -> (lock.kind() == Kind.END_OF_TASK ? " of task " : " held by task ") + task)
                    .orElse("");
            String what = lock.kind() == Kind.END_OF_TASK
                    ? "the end" + owner
                    : "the " + lock.kind().text() + " at 0x" + Long.toHexString(lock.address())
                            + (lock.name().isEmpty() ? "" : " " + lock.name()) + (owner.isEmpty() ? "" : "," + owner);
            for (Waiter waiter : lock.waiters()) {
                sentences.add("task " + waiter.task() + " waits for " + what + ", since frame " + waiter.frame() + ", "
                        + Seconds.text(waiter.nanos()) + " s");
            }
        }
        return sentences;
    }

    /** The frame of the call that ended a wait, if a call of another task did: of a wait on a word that returned 0. */
    public static OptionalLong wakeOf(Frames frames, TraceFrame entered, TraceFrame left) {
        if (!(left.event() instanceof Event.Syscall end) || end.number() != FUTEX || end.result() != 0) {
            return OptionalLong.empty();
        }
        long address = entered.entryRegisters().argument(0);
        OptionalLong found = frames.previous(left.number() - 1, FutexHistory.FUTEX);
        while (found.isPresent() && found.getAsLong() > entered.number()) {
            TraceFrame frame = frames.frame(found.getAsLong());
            if (frame.event() instanceof Event.Syscall call && call.result() > 0 && wakes(frame, address)) {
                return found;
            }
            found = frames.previous(found.getAsLong() - 1, FutexHistory.FUTEX);
        }
        return OptionalLong.empty();
    }

    private static boolean wakes(TraceFrame frame, long address) {
        return wokenWords(frame).contains(address);
    }

    /** The addresses of the words whose waiters a futex(2) wakes, or moves to another; none for other operations. */
    static List<Long> wokenWords(TraceFrame frame) {
        Registers entry = frame.entryRegisters();
        FutexOperation operation = FutexOperation.of(entry.argument(1));
        return switch (operation) {
            case FUTEX_WAKE,
                    FUTEX_WAKE_BITSET,
                    FUTEX_WAKE_OP,
                    FUTEX_REQUEUE,
                    FUTEX_CMP_REQUEUE,
                    FUTEX_CMP_REQUEUE_PI,
                    FUTEX_UNLOCK_PI ->
                operation.hasSecond() ? List.of(entry.argument(0), entry.argument(4)) : List.of(entry.argument(0));
            default -> List.of();
        };
    }
}
