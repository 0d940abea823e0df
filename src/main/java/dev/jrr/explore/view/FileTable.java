package dev.jrr.explore.view;

import java.util.List;

/**
 * The open files of a process at a frame.
 *
 * @param frame the frame
 * @param rows by rising descriptors
 * @param closed what the frame itself has closed
 */
public record FileTable(long frame, List<Row> rows, List<Row> closed) {
    /**
     * One descriptor.
     *
     * @param what it stands for
     * @param facts what else there is to say, a phrase each
     * @param isChanged whether the frame has made it or changed something of it
     */
    public record Row(int descriptor, String what, List<String> facts, boolean isChanged) {
        public Row {
            facts = List.copyOf(facts);
        }
    }

    public FileTable {
        rows = List.copyOf(rows);
        closed = List.copyOf(closed);
    }
}
