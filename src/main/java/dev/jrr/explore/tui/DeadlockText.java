package dev.jrr.explore.tui;

import dev.jrr.explore.view.EndlessWaits;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** What the screen says by itself of tasks that wait for each other. */
final class DeadlockText {
    private DeadlockText() {}

    /** Of the position: from the live replay, or before that is there from the trace. */
    static Optional<String> here(Model model) {
        Optional<List<TaskUid>> circle = model.currentMoment().flatMap(moment -> circle(moment));
        String words;
        if (circle.isPresent()) {
            int count = circle.get().size();
            words = count == 1
                    ? "DEADLOCK: task " + circle.get().get(0) + " waits for itself"
                    : "DEADLOCK: " + count + " tasks wait in a circle";
        } else {
            Optional<EndlessWaits> waits = endless(model).filter(all -> all.frame() <= model.position());
            if (waits.isEmpty()) {
                return Optional.empty();
            }
            words = waits.get().words();
        }
        return Optional.of(words + (model.tab() == Tab.FUTEX ? "" : ": " + key() + " shows it"));
    }

    /** Of the run, for somebody who has just opened it. */
    static Optional<String> atStart(Model model) {
        return endless(model)
                .filter(waits -> waits.frame() > model.position())
                .map(waits -> "L goes to what looks like a deadlock: " + waits.words());
    }

    /** The largest circle. */
    static Optional<List<TaskUid>> circle(Moment moment) {
        return moment.locks().cycles().stream().max((one, other) -> Integer.compare(one.size(), other.size()));
    }

    static Optional<EndlessWaits> endless(Model model) {
        return model.facts().endless().at(TraceFacts.wholeRun()).flatMap(found -> found);
    }

    private static int key() {
        return Tab.FUTEX.ordinal() + 1;
    }
}
