package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The positions left by jumps, and where among them one stands. */
final class JumpList {
    private static final int KEPT = 100;

    private final List<Long> positions = new ArrayList<>();
    private int at;

    /** Notes a position that a jump is about to leave. */
    void leave(long position) {
        positions.remove(position);
        positions.add(position);
        if (positions.size() > KEPT) {
            positions.remove(0);
        }
        at = positions.size();
    }

    OptionalLong older(long position) {
        if (at == positions.size() && at > 0 && positions.get(at - 1) != position) {
            leave(position);
            at--;
        }
        return at == 0 ? OptionalLong.empty() : OptionalLong.of(positions.get(--at));
    }

    OptionalLong newer() {
        return at + 1 >= positions.size() ? OptionalLong.empty() : OptionalLong.of(positions.get(++at));
    }
}
