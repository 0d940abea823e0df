package dev.jrr.explore.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places left by jumps, and where among them one stands. */
final class JumpList {
    private static final int KEPT = 100;

    private final List<Spot> spots = new ArrayList<>();
    private int at;

    /** Notes a spot that a jump is about to leave. */
    void leave(Spot spot) {
        spots.remove(spot);
        spots.add(spot);
        if (spots.size() > KEPT) {
            spots.remove(0);
        }
        at = spots.size();
    }

    Optional<Spot> older(Spot spot) {
        if (at == spots.size() && at > 0 && !spots.get(at - 1).equals(spot)) {
            leave(spot);
            at--;
        }
        return at == 0 ? Optional.empty() : Optional.of(spots.get(--at));
    }

    Optional<Spot> newer() {
        return at + 1 >= spots.size() ? Optional.empty() : Optional.of(spots.get(++at));
    }
}
