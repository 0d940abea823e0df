package dev.jrr.explore.view;

import java.util.Arrays;

/** The columns of a terminal to which tabs go. */
final class TabStops {
    private static final int USUAL = 8;

    private boolean[] stops;

    /** One in each eighth column. */
    TabStops(int columns) {
        stops = usual(columns);
    }

    private TabStops(boolean[] stops) {
        this.stops = stops;
    }

    private static boolean[] usual(int columns) {
        boolean[] stops = new boolean[columns];
        for (int column = USUAL; column < columns; column += USUAL) {
            stops[column] = true;
        }
        return stops;
    }

    TabStops copy() {
        return new TabStops(stops.clone());
    }

    /** Takes another number of columns; new ones have the usual stops. */
    void resize(int columns) {
        boolean[] wider = usual(columns);
        System.arraycopy(stops, 0, wider, 0, Math.min(columns, stops.length));
        stops = wider;
    }

    void set(int column) {
        stops[column] = true;
    }

    void clear(int column) {
        stops[column] = false;
    }

    void clearAll() {
        Arrays.fill(stops, false);
    }

    /** The column so many stops to the right; the last column if there are fewer. */
    int after(int column, int times) {
        int to = column;
        for (int i = 0; i < Math.min(times, stops.length); i++) {
            do {
                to++;
            } while (to < stops.length - 1 && !stops[to]);
        }
        return to;
    }

    /** The column so many stops to the left; at most one before the first if there are fewer. */
    int before(int column, int times) {
        int to = column;
        for (int i = 0; i < Math.min(times, stops.length); i++) {
            do {
                to--;
            } while (to > 0 && !stops[to]);
        }
        return to;
    }
}
