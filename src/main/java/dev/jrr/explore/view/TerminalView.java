package dev.jrr.explore.view;

import java.util.List;

/**
 * What a terminal shows, or what would be seen of a file or a pipe if it were one.
 *
 * @param frame of the last frame that printed to it
 * @param name such as "/dev/pts/3"; several names where files and pipes are one stream
 * @param isTerminal false for files and pipes
 * @param columns how wide it is, from 1
 * @param rows how high, from 1
 * @param isSizeKnown whether the trace says so, or else it is assumed
 * @param isAlternate whether it shows its other screen, that of full-screen programs
 * @param isAddressed whether rows have been put to places; otherwise what there is are lines
 * @param earlier the rows that have left the screen at its top, the oldest first
 * @param isCut whether rows before those are left out
 * @param screen all rows of the screen
 * @param cursorRow from 0
 * @param cursorColumn from 0
 * @param missing how many bytes were printed that the trace did not keep
 * @param others how many other terminals have been printed to
 */
public record TerminalView(
        long frame,
        String name,
        boolean isTerminal,
        int columns,
        int rows,
        boolean isSizeKnown,
        boolean isAlternate,
        boolean isAddressed,
        List<ScreenRow> earlier,
        boolean isCut,
        List<ScreenRow> screen,
        int cursorRow,
        int cursorColumn,
        boolean isCursorShown,
        long missing,
        int others) {
    public TerminalView {
        earlier = List.copyOf(earlier);
        screen = List.copyOf(screen);
    }
}
