package dev.jrr.debugger;

import dev.jrr.replay.Stop;

/** Breakpoints without a replay. */
public final class FakeBreakpoints {
    private FakeBreakpoints() {}

    /** One at an address, in a file that is made up. */
    public static Breakpoint at(long address) {
        return new Breakpoint(new Stop.At(address, "file", 0), "break 0x" + Long.toHexString(address));
    }
}
