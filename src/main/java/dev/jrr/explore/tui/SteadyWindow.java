package dev.jrr.explore.tui;

/** The rows of a list that are in sight: they stay while what is looked at is among them. */
final class SteadyWindow {
    private static final int MARGIN = 2;

    private int top;

    /** What was the first row in sight is this one now. */
    void moveTo(int row) {
        top = row;
    }

    /**
     * The first row in sight such that another is too.
     *
     * @param gently whether rows move by as few as needed: for a cursor
     */
    int show(int row, int size, int rows, boolean gently) {
        int margin = Math.min(MARGIN, (rows - 1) / 2);
        boolean isAbove = row < top + margin;
        boolean isBelow = row > top + rows - 1 - margin;
        if (isAbove && row >= 0 && (gently || row >= top)) {
            top = row - margin;
        } else if (isBelow && gently) {
            top = row - rows + 1 + margin;
        } else if (isAbove || isBelow) {
            top = row - rows / 3;
        }
        top = Math.max(0, Math.min(top, size - rows));
        return top;
    }
}
