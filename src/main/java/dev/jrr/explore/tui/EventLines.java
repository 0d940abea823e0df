package dev.jrr.explore.tui;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rows decoded lately, so that a scroll by one decodes one. */
final class EventLines {
    private static final int KEPT = 2048;

    private final Run run;
    private final Map<Long, EventLine> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, EventLine> eldest) {
            return size() > KEPT;
        }
    };

    EventLines(Run run) {
        this.run = run;
    }

    EventLine at(long number) {
        return kept.computeIfAbsent(number, n -> EventLine.of(run, n));
    }
}
