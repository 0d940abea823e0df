package dev.jrr.explore.tui;

import dev.jrr.explore.view.LaneCells;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The timeline: a lane a task, time from left to right. What a cell means is said by its character,
 * and by its colour once more.
 *
 * @param title which part of the run is shown
 * @param ends the times at the ends
 * @param scales which frames are shown, in fewer and fewer words: the first that fits is shown
 * @param gutter how many columns names take
 * @param cursor the column of the position
 * @param ticks marks and hits, by column
 */
record TimelineView(
        String title,
        String ends,
        List<String> scales,
        int gutter,
        int cursor,
        Map<Integer, Character> ticks,
        List<Lane> lanes,
        List<Arrow> arrows) {
    /**
     * One task.
     *
     * @param sign '>' for the task of the frame at the position, '*' for the one looked at, if it is another
     * @param cells {@link LaneCells}' flags by column
     */
    record Lane(char sign, String name, int[] cells) {
        /** Of a cell: the task has frames in it or near it; no more is known yet. */
        static final int ABOUT = 1 << 30;
    }

    /** A wake, from one lane to another. */
    record Arrow(int column, int from, int to) {}

    private record Glyph(char sign, char ascii, Style style) {}

    private static final Glyph UNREADABLE = new Glyph('?', '?', Style.FAILED);
    private static final Glyph NOTHING = new Glyph(' ', ' ', Style.NORMAL);
    private static final Glyph ABOUT = new Glyph('░', ':', Style.DIM);
    private static final Glyph RUNS = new Glyph('█', '#', Style.EXEC);
    private static final Glyph RUNS_AND_READY = new Glyph('▓', '%', Style.EXEC);
    private static final Glyph RUNS_AND_WAITS = new Glyph('▒', '&', Style.EXEC);
    private static final Glyph RUNS_AND_WAITS_FUTEX = new Glyph('╬', '@', Style.EXIT);
    private static final Glyph WAITS_FUTEX = new Glyph('═', '=', Style.EXIT);
    private static final Glyph WAITS_OTHER = new Glyph('─', '-', Style.SWITCH);
    private static final Glyph READY = new Glyph('·', '.', Style.DIM);
    private static final Glyph SEVERAL = new Glyph('~', '~', Style.NORMAL);
    private static final Glyph SIGNAL = new Glyph('*', '*', Style.SIGNAL);
    private static final Glyph FAULT = new Glyph('!', '!', Style.FAILED);
    private static final Glyph EXIT = new Glyph('x', 'x', Style.EXIT);
    private static final Glyph EXEC = new Glyph('+', '+', Style.EXEC);
    private static final Glyph WAKES = new Glyph('w', 'w', Style.CHANGED);

    /** What the characters mean, each with those of a terminal without them. */
    static final List<Map.Entry<String, String>> LEGEND = List.of(
            Map.entry("█ #", "runs"),
            Map.entry("▓ %", "runs, and waits for its turn"),
            Map.entry("▒ &", "runs, and waits in calls"),
            Map.entry("╬ @", "runs, and waits on a futex"),
            Map.entry("═ =", "waits on a futex"),
            Map.entry("─ -", "waits in another call"),
            Map.entry("· .", "could run, but another task does"),
            Map.entry("~", "waits for different things, more than one cell can show: z zooms in"),
            Map.entry("░ :", "has frames about here; the trace is still being read"),
            Map.entry("?", "cannot be read: the trace is damaged here"),
            Map.entry("* ! + x", "signal, fault or deadly signal, program started, end"),
            Map.entry("▼ ▲ v ^", "woken by the task at the other end of the stroke"),
            Map.entry("/ a-z", "in the heading: a match of a search (among up to 50,000 frames), a mark"),
            Map.entry("w", "wakes others: too many strokes, or their lanes are out of sight"));

    TimelineView {
        scales = List.copyOf(scales);
        ticks = Map.copyOf(ticks);
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
    }

    void draw(Canvas canvas) {
        Canvas strip = canvas.part(new Area(gutter, 0, canvas.width() - gutter, canvas.height()));
        heading(canvas, strip);
        for (int row = 0; row + 1 < canvas.height(); row++) {
            canvas.fill(0, row + 1, Style.NORMAL);
            if (row < lanes.size()) {
                lane(canvas, strip, row + 1, lanes.get(row));
            }
        }
        arrows.forEach(arrow -> arrow(strip, arrow));
    }

    private void heading(Canvas canvas, Canvas strip) {
        Heading.draw(canvas, title, false);
        boolean[] taken = new boolean[Math.max(0, strip.width())];
        ticks.keySet().forEach(column -> take(taken, column, column + 1));
        take(taken, cursor, cursor + 1);
        put(strip, ends, 0, taken);
        for (String scale : scales) {
            if (put(strip, scale, strip.width(), taken)) {
                break;
            }
        }
        boolean unicode = canvas.theme().unicode();
        ticks.forEach((column, tick) -> strip.put(column, 0, String.valueOf(tick), Style.HIT));
        strip.put(cursor, 0, unicode ? "▼" : "V", Style.CURSOR);
    }

    /** Puts a text as near to a column as there is room for it beside what is there already. Returns whether there is. */
    private static boolean put(Canvas strip, String text, int wanted, boolean[] taken) {
        int width = text.length() + 2;
        int best = -1;
        for (int start = 0; start + width <= strip.width(); start++) {
            boolean isNearer = best < 0 || Math.abs(start - wanted) < Math.abs(best - wanted);
            if (isNearer && IntStream.range(start, start + width).noneMatch(column -> taken[column])) {
                best = start;
            }
        }
        if (best >= 0 && !text.isEmpty()) {
            strip.put(best, 0, " " + text + " ", Style.DIM);
            take(taken, best, best + width);
        }
        return best >= 0;
    }

    private static void take(boolean[] taken, int from, int to) {
        Arrays.fill(taken, Math.max(0, from), Math.max(0, Math.min(taken.length, to)), true);
    }

    private void lane(Canvas canvas, Canvas strip, int row, Lane lane) {
        Style style = lane.sign() == ' ' ? Style.DIM : Style.TITLE;
        canvas.put(0, row, lane.sign() + lane.name(), style);
        boolean unicode = canvas.theme().unicode();
        for (int column = 0; column < Math.min(strip.width(), lane.cells().length); column++) {
            Glyph glyph = glyph(lane.cells()[column]);
            char sign = unicode ? glyph.sign() : glyph.ascii();
            strip.put(column, row, String.valueOf(sign), column == cursor ? Style.CURSOR : glyph.style());
        }
    }

    private void arrow(Canvas strip, Arrow arrow) {
        boolean unicode = strip.theme().unicode();
        boolean isDown = arrow.to() > arrow.from();
        int step = isDown ? 1 : -1;
        Style style = arrow.column() == cursor ? Style.CURSOR : Style.CHANGED;
        String start = !unicode ? "+" : isDown ? "┬" : "┴";
        String head = unicode ? (isDown ? "▼" : "▲") : (isDown ? "v" : "^");
        strip.put(arrow.column(), arrow.from() + 1, start, style);
        for (int lane = arrow.from() + step; lane != arrow.to(); lane += step) {
            strip.put(arrow.column(), lane + 1, unicode ? "│" : "|", style);
        }
        strip.put(arrow.column(), arrow.to() + 1, head, style);
    }

    private static Glyph glyph(int flags) {
        if ((flags & Lane.ABOUT) != 0) {
            return ABOUT;
        }
        if ((flags & LaneCells.UNREADABLE) != 0) {
            return UNREADABLE;
        }
        if ((flags & LaneCells.FAULT) != 0) {
            return FAULT;
        }
        if ((flags & LaneCells.SIGNAL) != 0) {
            return SIGNAL;
        }
        if ((flags & LaneCells.EXIT) != 0) {
            return EXIT;
        }
        if ((flags & LaneCells.EXEC) != 0) {
            return EXEC;
        }
        if ((flags & Lanes.WAKES_UNSEEN) != 0) {
            return WAKES;
        }
        return state(flags);
    }

    private static Glyph state(int flags) {
        int waits = flags & (LaneCells.WAITS_FUTEX | LaneCells.WAITS_OTHER);
        boolean isReady = (flags & LaneCells.READY) != 0;
        if ((flags & LaneCells.RUNS) != 0) {
            return waits == 0
                    ? (isReady ? RUNS_AND_READY : RUNS)
                    : (waits & LaneCells.WAITS_FUTEX) != 0 ? RUNS_AND_WAITS_FUTEX : RUNS_AND_WAITS;
        }
        if (waits == 0) {
            return isReady ? READY : NOTHING;
        }
        boolean isOne = !isReady && Integer.bitCount(waits) == 1;
        return !isOne ? SEVERAL : waits == LaneCells.WAITS_FUTEX ? WAITS_FUTEX : WAITS_OTHER;
    }
}
