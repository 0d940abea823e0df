package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the events: frames in the order of their numbers, all or some. Places in it are
 * named by frames, as what is known of a list may grow at both ends. Screen's thread.
 */
interface EventList {
    /** How many rows are known. */
    long size();

    /** How many rows come before a frame, as far as they are known. */
    long rank(long frame);

    /** The frame in a row, from 0 to {@link #size()} - 1. */
    long frame(long row);

    /** Whether a frame has a row. */
    default boolean contains(long frame) {
        long row = rank(frame);
        return row < size() && frame(row) == frame;
    }

    /** The frames in so many rows from the first at or behind a frame on. */
    default List<Long> rows(long from, int most) {
        List<Long> rows = new ArrayList<>();
        for (long row = rank(from); row < size() && rows.size() < most; row++) {
            rows.add(frame(row));
        }
        return rows;
    }

    /** The frame so many rows after a frame, or before it if negative; the last or first if there are fewer; itself if none. */
    default long move(long frame, long rows) {
        if (size() == 0) {
            return frame;
        }
        long row = rank(frame);
        // From between two rows, the next one is one row away both ways.
        long target = row + rows - (rows > 0 && !contains(frame) ? 1 : 0);
        return frame(Math.max(0, Math.min(size() - 1, target)));
    }

    /** Every frame of a run. */
    static EventList all(long count) {
        return new EventList() {
            @Override
            public long size() {
                return count;
            }

            @Override
            public long rank(long frame) {
                return Math.max(0, Math.min(count, frame));
            }

            @Override
            public long frame(long row) {
                return row;
            }
        };
    }
}
