package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import java.util.OptionalLong;

/** Opens the explorer on a {@link FakeRun}, to be driven in a real terminal. */
public final class FakeExplorer {
    private FakeExplorer() {}

    /** Arguments: how many frames, and how many of them the replay makes in a millisecond. */
    public static void main(String[] arguments) {
        long frames = Long.parseLong(arguments[0]);
        long speed = Long.parseLong(arguments[1]);
        try {
            int status = Explorer.open(new FakeRun(frames), () -> new FakeReplay(speed), OptionalLong.empty());
            System.out.println("left with status " + status);
            System.exit(status);
        } catch (UsageException e) {
            System.err.println("jrr-tui: " + e.getMessage());
            System.exit(2);
        }
    }
}
