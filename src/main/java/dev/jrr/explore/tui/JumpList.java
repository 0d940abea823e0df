package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places left by jumps, and where among them one stands. */
final class JumpList {
    private static final int KEPT = 100;

    private final List<Place> places = new ArrayList<>();
    private int at;

    /** Notes a place that a jump is about to leave. */
    void leave(Place place) {
        places.remove(place);
        places.add(place);
        if (places.size() > KEPT) {
            places.remove(0);
        }
        at = places.size();
    }

    Optional<Place> older(Place place) {
        if (at == places.size() && at > 0 && !places.get(at - 1).equals(place)) {
            leave(place);
            at--;
        }
        return at == 0 ? Optional.empty() : Optional.of(places.get(--at));
    }

    Optional<Place> newer() {
        return at + 1 >= places.size() ? Optional.empty() : Optional.of(places.get(++at));
    }
}
