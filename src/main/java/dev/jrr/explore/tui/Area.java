package dev.jrr.explore.tui;

/** A rectangle of cells. */
record Area(int left, int top, int width, int height) {
    int right() {
        return left + width;
    }

    int bottom() {
        return top + height;
    }

    boolean contains(int column, int row) {
        return column >= left && column < right() && row >= top && row < bottom();
    }
}
