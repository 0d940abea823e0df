package dev.jrr.explore.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that have left a screen at its top, the newest of them at least. Immutable: with a row
 * more it is another one, which has the older rows in common.
 */
final class ScrollBack {
    /** So many are kept for sure; when there are twice as many, the older half is let go. */
    static final int KEPT = 500;

    static final ScrollBack EMPTY = new ScrollBack(null, null, 0, 0, false);

    private final ScreenRow newest;
    private final ScrollBack older;
    private final int size;
    private final long weight;
    private final boolean cut;

    private ScrollBack(ScreenRow newest, ScrollBack older, int size, long weight, boolean cut) {
        this.newest = newest;
        this.older = older;
        this.size = size;
        this.weight = weight;
        this.cut = cut;
    }

    ScrollBack plus(ScreenRow row) {
        ScrollBack base = size < 2 * KEPT ? this : of(rows().subList(size - KEPT, size), true);
        return new ScrollBack(row, base, base.size + 1, base.weight + row.weight(), base.cut);
    }

    private static ScrollBack of(List<ScreenRow> rows, boolean cut) {
        ScrollBack made = new ScrollBack(null, null, 0, 0, cut);
        for (ScreenRow row : rows) {
            made = new ScrollBack(row, made, made.size + 1, made.weight + row.weight(), cut);
        }
        return made;
    }

    /** The oldest first. */
    List<ScreenRow> rows() {
        List<ScreenRow> rows = new ArrayList<>(size);
        for (ScrollBack at = this; at.size > 0; at = at.older) {
            rows.add(at.newest);
        }
        Collections.reverse(rows);
        return rows;
    }

    /** Whether there were older rows. */
    boolean isCut() {
        return cut;
    }

    long weight() {
        return weight;
    }
}
