package dev.jrr.explore.tui;

import dev.jrr.explore.view.LaneCells;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What is worth finding in a list of events that is longer than its pane, for the scroll bar beside it:
 * a sign for each row of that, for the part of the list that it stands for. What the trace has there is
 * what the timeline has read of it by now, so that nothing is read for it.
 */
final class EventMap {
    static final char NOTHING = ' ';
    static final char FAILED = '!';
    static final char SIGNAL = '*';
    static final char HIT = '/';
    static final char UNREADABLE = '?';

    private EventMap() {}

    /** Signs, the rarer before the more frequent: a mark's letter, a hit of the search, and those above. */
    static char[] of(Model model) {
        EventList events = model.filters().events();
        int rows = model.layout().eventRows();
        char[] map = new char[rows];
        Arrays.fill(map, NOTHING);
        if (events.size() <= rows) {
            return map;
        }
        // Of the events that a filter lets through it is not known which of them failed.
        if (model.filters().isEmpty()) {
            trace(model, map);
        }
        model.marks().forEach((name, place) -> {
            int row = (int) (events.rank(place.frame()) * rows / events.size());
            map[Math.min(rows - 1, row)] = name.charAt(0);
        });
        return map;
    }

    private static void trace(Model model, char[] map) {
        long frames = model.run().frameCount();
        LaneCells cells = model.timeline().whole();
        Optional<BitSet> hits =
                model.pattern().flatMap(pattern -> model.timeline().hitsOfRun(map.length, pattern));
        for (int row = 0; row < map.length; row++) {
            long first = frames * row / map.length;
            long end = frames * (row + 1) / map.length;
            boolean isHit = hits.isPresent() && hits.get().get(row);
            map[row] =
                    isHit ? HIT : sign(cells.marks((int) (first / cells.cell()), (int) ((end - 1) / cells.cell()) + 1));
        }
    }

    private static char sign(int marks) {
        if ((marks & LaneCells.UNREADABLE) != 0) {
            return UNREADABLE;
        }
        if ((marks & (LaneCells.SIGNAL | LaneCells.FAULT)) != 0) {
            return SIGNAL;
        }
        return (marks & LaneCells.FAILED) != 0 ? FAILED : NOTHING;
    }

    /** How a sign looks. */
    static Style style(char sign) {
        return switch (sign) {
            case FAILED, UNREADABLE -> Style.FAILED;
            case SIGNAL -> Style.SIGNAL;
            default -> Style.HIT;
        };
    }
}
