package dev.jrr.explore.view;

import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says in words what is known of open files. What the trace does not tell is said to be unknown. */
final class FileWords {
    private record Flag(long bits, String word) {}

    /** O_* bits in words, in the order in which they are said (asm-generic/fcntl.h). */
    private static final List<Flag> FLAGS = List.of(
            new Flag(02000, "append"),
            new Flag(04000, "non-blocking"),
            new Flag(04010000, "synchronous"),
            new Flag(020000, "signals when ready"),
            new Flag(040000, "direct"),
            new Flag(010000000, "only a path"));

    private static final int MOST_HOLDERS = 4;

    private final long position;
    private final Map<Integer, Descriptors> tables;
    private final Map<TaskUid, Integer> tableOf;
    private final Map<Long, OpenFile> files;
    private final Map<Long, String> names;

    private record Holder(int table, int descriptor) {}

    /** Who has an open file. */
    private final Map<Long, List<Holder>> holders = new HashMap<>();
    /** The open files that are ends of a pipe, by its name. */
    private final Map<String, List<Long>> pipes = new HashMap<>();

    FileWords(
            long position,
            Map<Integer, Descriptors> tables,
            Map<TaskUid, Integer> tableOf,
            Map<Long, OpenFile> files,
            Map<Long, String> names) {
        this.position = position;
        this.tables = tables;
        this.tableOf = tableOf;
        this.files = files;
        this.names = names;
        tables.forEach((number, table) -> table.slots().forEach((descriptor, slot) -> {
            List<Holder> held = holders.computeIfAbsent(slot.file(), first -> new ArrayList<>());
            if (held.isEmpty() && name(slot.file()).startsWith("pipe:")) {
                pipes.computeIfAbsent(name(slot.file()), first -> new ArrayList<>())
                        .add(slot.file());
            }
            held.add(new Holder(number, descriptor));
        }));
    }

    FileTable table(int number) {
        Descriptors table = tables.get(number);
        List<FileTable.Row> rows = new ArrayList<>();
        table.slots().forEach((descriptor, slot) -> rows.add(row(number, descriptor, slot)));
        List<FileTable.Row> closed = new ArrayList<>();
        table.closedAt(position)
                .forEach(each -> closed.add(new FileTable.Row(
                        each.number(),
                        what(files.get(each.slot().file()), each.slot().file()),
                        List.of(),
                        true)));
        return new FileTable(position, rows, closed);
    }

    private FileTable.Row row(int table, int descriptor, Descriptors.Slot slot) {
        OpenFile file = files.get(slot.file());
        List<String> facts = new ArrayList<>();
        facts.add(mode(file));
        if (slot.closesOnExec()) {
            facts.add("close on exec");
        }
        addresses(file, facts);
        if (!file.watched().isEmpty()) {
            facts.add("watches "
                    + String.join(
                            ", ",
                            file.watched().stream()
                                    .sorted()
                                    .map(String::valueOf)
                                    .toList()));
        }
        offset(file, name(slot.file()), facts);
        facts.add("read " + file.bytesIn() + ", written " + file.bytesOut() + " bytes");
        facts.add(slot.since() == OpenFile.UNKNOWN ? "inherited" : "since frame " + slot.since());
        others(table, descriptor, slot, facts);
        otherEnd(file, slot.file(), facts);
        boolean isChanged = slot.changed() == position || file.changed() == position;
        return new FileTable.Row(descriptor, what(file, slot.file()), facts, isChanged);
    }

    private String name(long number) {
        return names.getOrDefault(number, "");
    }

    /** What the call said that made it and what its descriptors were found to stand for. */
    private String what(OpenFile file, long number) {
        String name = name(number);
        if (file.what().isEmpty()) {
            return name.isEmpty() ? "unknown: " + origin(file) : name;
        }
        if (name.isEmpty() || name.startsWith("anon_inode:")) {
            return file.what();
        }
        boolean isNumbered = name.startsWith("pipe:") || name.startsWith("socket:");
        return isNumbered ? file.what() + " " + name.substring(name.indexOf('[')) : name;
    }

    private static String origin(OpenFile file) {
        return file.since() == OpenFile.UNKNOWN ? "open before the run, if at all" : file.note();
    }

    private static String mode(OpenFile file) {
        if (file.flags() == OpenFile.UNKNOWN) {
            return "mode unknown";
        }
        List<String> words = new ArrayList<>();
        words.add(
                switch ((int) (file.flags() & 3)) {
                    case 0 -> "read only";
                    case 1 -> "write only";
                    default -> "read and write";
                });
        for (Flag flag : FLAGS) {
            if ((file.flags() & flag.bits) == flag.bits) {
                words.add(flag.word);
            }
        }
        return String.join(", ", words);
    }

    private static void addresses(OpenFile file, List<String> facts) {
        if (!file.note().isEmpty() && file.since() != OpenFile.UNKNOWN) {
            facts.add(file.note());
        }
        if (!file.local().isEmpty()) {
            facts.add("at " + file.local());
        }
        if (!file.peer().isEmpty()) {
            facts.add("peer " + file.peer());
        }
    }

    private static void offset(OpenFile file, String name, List<String> facts) {
        boolean isPath = name.startsWith("/") || (name.isEmpty() && file.flags() != OpenFile.UNKNOWN);
        boolean isDevice = name.startsWith("/dev/") && !name.startsWith("/dev/shm/");
        boolean mayHaveOne = file.type() == OpenFile.Type.UNKNOWN && isPath && !isDevice;
        boolean hasOne = file.type() == OpenFile.Type.FILE || file.type() == OpenFile.Type.BLOCK_DEVICE;
        if (!hasOne && !mayHaveOne) {
            return;
        }
        if (file.offset() == OpenFile.UNKNOWN) {
            facts.add(file.appends() ? "offset unknown: it appends" : "offset unknown");
        } else {
            facts.add("offset " + file.offset() + (hasOne ? "" : " if it is a regular file"));
        }
    }

    /** The other descriptors of the same open file: they share its offset. */
    private void others(int table, int descriptor, Descriptors.Slot slot, List<String> facts) {
        List<String> same = holders.get(slot.file()).stream()
                .filter(holder -> holder.table == table && holder.descriptor != descriptor)
                .map(holder -> Integer.toString(holder.descriptor))
                .toList();
        if (!same.isEmpty()) {
            facts.add("same as " + listed(same));
        }
        List<String> elsewhere = holders(slot.file(), table);
        if (!elsewhere.isEmpty()) {
            facts.add("shared with " + listed(elsewhere));
        }
    }

    private void otherEnd(OpenFile file, long number, List<String> facts) {
        if (file.pair() != OpenFile.UNKNOWN) {
            List<String> held = holders(file.pair(), -1);
            facts.add(held.isEmpty() ? "other end closed" : "other end: " + listed(held));
        } else if (name(number).startsWith("pipe:")) {
            // Made before the recording: its ends have the same name.
            List<String> held = pipes.get(name(number)).stream()
                    .filter(other -> other != number)
                    .flatMap(other -> holders(other, -1).stream())
                    .toList();
            facts.add(held.isEmpty() ? "other end unknown: not made in this run" : "other end: " + listed(held));
        }
    }

    /** Who has an open file, but for the tasks of one table. */
    private List<String> holders(long file, int except) {
        return holders.getOrDefault(file, List.of()).stream()
                .filter(holder -> holder.table != except)
                .map(holder -> "task " + first(holder.table) + " as " + holder.descriptor)
                .toList();
    }

    /** The oldest of the tasks that have a table. */
    private String first(int table) {
        return tableOf.entrySet().stream()
                .filter(each -> each.getValue() == table)
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(TaskUid::toString)
                .orElse("?");
    }

    private static String listed(List<String> all) {
        int more = all.size() - MOST_HOLDERS;
        return more <= 0
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_HOLDERS)) + " and " + more + " more";
    }
}
