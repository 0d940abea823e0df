package dev.jrr.explore.tui;

import java.util.Optional;

/** What lies over the panes: a text to be read, or a menu to pick from. Only the screen's thread uses it. */
final class Covers {
    private Optional<Overlay> overlay = Optional.empty();
    private int scroll;
    private Optional<Menu> menu = Optional.empty();

    Optional<Overlay> overlay() {
        return overlay;
    }

    void open(Overlay opened) {
        overlay = Optional.of(opened);
        scroll = 0;
    }

    void closeOverlay() {
        overlay = Optional.empty();
    }

    /** The row of the text that is the first in sight. */
    int scroll() {
        return scroll;
    }

    /** Scrolls the text to a row, as far as that makes sense on a screen. */
    void scroll(int row, Layout layout) {
        int last = overlay.map(shown -> shown.lastScroll(layout)).orElse(0);
        scroll = Math.max(0, Math.min(last, row));
    }

    /** What is to be picked from. */
    Optional<Menu> menu() {
        return menu;
    }

    void open(Menu opened) {
        menu = Optional.of(opened);
    }

    void closeMenu() {
        menu = Optional.empty();
    }
}
