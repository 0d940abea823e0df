package dev.jrr.explore.view;

import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FrameKind;
import dev.jrr.trace.FramePredicate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open files of all processes of a recording, taken from the trace alone. What was open before
 * the first frame is found out when it is first used; 0, 1 and 2 are taken to be there.
 */
public final class OpenFiles implements FrameHistory.State<OpenFiles> {
    private static final long CLONE_FILES = 0x400;
    private static final int STANDARD = 3;
    private static final long EBADF = 9;

    private static final FramePredicate WANTED =
            FileCalls.WANTED.or(FramePredicate.kind(FrameKind.EXEC)).or(FramePredicate.kind(FrameKind.EXIT));

    private record Told(TaskUid task, int descriptor, String name) {}

    private final Map<TaskUid, Integer> tableOf = new HashMap<>();
    private final Map<Integer, Descriptors> tables = new TreeMap<>();
    /** The tables that no other state has. */
    private final Set<Integer> own = new HashSet<>();

    private final Map<Long, OpenFile> files = new HashMap<>();
    private final Map<TaskUid, TraceFrame> begun = new HashMap<>();
    /** What open files were found to stand for, also later in the run: they do so as long as they are open. */
    private final Map<Long, String> names;

    /**
     * What buffered calls said of descriptors, by the open file. The recorder asks for that some calls
     * later, and so it holds only if the descriptor has not come to stand for another file by then.
     */
    private final Map<Long, Told> told = new HashMap<>();

    private int nextTable;
    private long nextFile;

    private OpenFiles(Map<Long, String> names) {
        this.names = names;
    }

    /** Reads what a recording does with files. */
    public static FrameHistory<OpenFiles> history(Frames frames) {
        return FrameHistory.of(frames, WANTED, new OpenFiles(new HashMap<>()));
    }

    @Override
    public int accept(TraceFrame frame) {
        if (!isBuffered(frame)) {
            confirm();
        }
        if (frame.event() instanceof Event.Syscall call) {
            syscall(frame, call);
        } else if (frame.event() instanceof Event.Exec) {
            begun.remove(frame.task());
            unshare(frame.task());
            change(frame.task()).exec(frame.number());
        } else if (frame.event() instanceof Event.Exit) {
            begun.remove(frame.task());
            leave(frame.task());
        }
        return 1;
    }

    private void syscall(TraceFrame frame, Event.Syscall call) {
        table(frame.task());
        call.created().ifPresent(created -> created(frame.task(), created));
        if (call.phase() != Event.Phase.LEFT) {
            learn(frame, call);
        }
        if (call.phase() == Event.Phase.ENTERED) {
            begun.put(frame.task(), frame);
            return;
        }
        TraceFrame first = begun.remove(frame.task());
        new FileCalls(this, frame.task(), new FileCall(frame, call, call.phase() == Event.Phase.LEFT ? first : null))
                .take();
    }

    private void created(TaskUid parent, CloneRecord created) {
        if (tableOf.containsKey(created.child())) {
            return;
        }
        int table = table(parent);
        if ((created.flags() & CLONE_FILES) == 0) {
            tables.put(nextTable, tables.get(table).copy());
            own.add(nextTable);
            table = nextTable++;
        }
        tableOf.put(created.child(), table);
    }

    /** Takes what a call says of its descriptors. */
    private void learn(TraceFrame frame, Event.Syscall call) {
        if (call.phase() != Event.Phase.ENTERED && call.result() == -EBADF) {
            return;
        }
        for (Event.FdName name : call.fdNames()) {
            int descriptor = (int) frame.entryRegisters().argument(name.argument());
            if (descriptor < 0) {
                continue;
            }
            Descriptors.Slot slot = of(frame.task()).get(descriptor);
            if (slot == null) {
                slot = new Descriptors.Slot(add(OpenFile.inherited()), false, OpenFile.UNKNOWN, OpenFile.UNKNOWN);
                change(frame.task()).put(descriptor, slot);
            }
            if (isBuffered(frame)) {
                told.putIfAbsent(slot.file(), new Told(frame.task(), descriptor, name.name()));
            } else {
                names.putIfAbsent(slot.file(), name.name());
            }
        }
    }

    private static boolean isBuffered(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call
                && switch (call.handling()) {
                    case BUFFERED, USER_SPACE -> true;
                    case TRACED, GENERIC, REFUSED -> false;
                };
    }

    /** Believes what buffered calls said of descriptors that are still the same. */
    private void confirm() {
        told.forEach((file, name) -> {
            Integer table = tableOf.get(name.task);
            Descriptors.Slot slot = table == null ? null : tables.get(table).get(name.descriptor);
            if (slot != null && slot.file() == file) {
                names.putIfAbsent(file, name.name);
            }
        });
        told.clear();
    }

    // What calls do to it.

    private int table(TaskUid task) {
        return tableOf.computeIfAbsent(task, first -> {
            Descriptors made = new Descriptors();
            for (int descriptor = 0; descriptor < STANDARD; descriptor++) {
                made.put(
                        descriptor,
                        new Descriptors.Slot(add(OpenFile.inherited()), false, OpenFile.UNKNOWN, OpenFile.UNKNOWN));
            }
            tables.put(nextTable, made);
            own.add(nextTable);
            return nextTable++;
        });
    }

    /** The descriptors of a task, to look at. */
    Descriptors of(TaskUid task) {
        return tables.get(table(task));
    }

    /** The descriptors of a task, to change. */
    Descriptors change(TaskUid task) {
        int table = table(task);
        if (own.add(table)) {
            tables.put(table, tables.get(table).copy());
        }
        return tables.get(table);
    }

    /** Gives a task descriptors of its own. */
    void unshare(TaskUid task) {
        int table = table(task);
        if (tableOf.values().stream().filter(each -> each == table).limit(2).count() > 1) {
            tables.put(nextTable, tables.get(table).copy());
            own.add(nextTable);
            tableOf.put(task, nextTable++);
        }
    }

    private void leave(TaskUid task) {
        Integer table = tableOf.remove(task);
        if (table != null && !tableOf.containsValue(table)) {
            tables.remove(table);
            own.remove(table);
        }
    }

    long add(OpenFile file) {
        files.put(nextFile, file);
        return nextFile++;
    }

    OpenFile file(long number) {
        return files.get(number);
    }

    void set(long number, OpenFile file) {
        files.put(number, file);
    }

    // Copies.

    @Override
    public OpenFiles copy() {
        sweep();
        own.clear();
        OpenFiles copy = new OpenFiles(names);
        copy.tableOf.putAll(tableOf);
        copy.tables.putAll(tables);
        copy.files.putAll(files);
        copy.begun.putAll(begun);
        copy.told.putAll(told);
        copy.nextTable = nextTable;
        copy.nextFile = nextFile;
        return copy;
    }

    /** Forgets the files that nobody has open any more. */
    private void sweep() {
        Set<Long> held = new HashSet<>();
        for (Descriptors table : tables.values()) {
            table.slots().values().forEach(slot -> held.add(slot.file()));
            table.lastClosed().forEach(closed -> held.add(closed.slot().file()));
        }
        files.keySet().retainAll(held);
    }

    @Override
    public long weight() {
        long weight = 500 + 60L * tableOf.size() + 250L * files.size();
        for (Descriptors table : tables.values()) {
            weight += 100 + 100L * table.size();
        }
        return weight;
    }

    // What it shows.

    /** The open files of the process of a task. */
    public FileTable table(long position, TaskUid task) {
        Integer table = tableOf.get(task);
        if (table == null) {
            return new FileTable(position, List.of(), List.of());
        }
        return new FileWords(position, tables, tableOf, files, names).table(table);
    }
}
