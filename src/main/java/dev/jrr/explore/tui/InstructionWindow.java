package dev.jrr.explore.tui;

import java.util.List;

/** The instructions that are in sight. Of each position others are known, so they are told by their addresses. */
final class InstructionWindow {
    private static final int OUT_OF_SIGHT = -1_000_000;

    private final SteadyWindow window = new SteadyWindow();
    private long first;

    /** How many rows above that instruction is in sight: one, if it is the name of its function. */
    private int above;

    /** The first row in sight, such that the one of an instruction is too. */
    int show(List<CodeRows.Row> all, long address, int rows, boolean gently) {
        int known = CodeRows.indexOf(all, first);
        window.moveTo(known < 0 ? OUT_OF_SIGHT : known - above);
        int top = window.show(Math.max(0, CodeRows.indexOf(all, address)), all.size(), rows, gently);
        above = all.get(top).line().isEmpty() ? 1 : 0;
        first = all.get(top + above).line().orElseThrow().address();
        return top;
    }
}
