package dev.jrr.explore.tui;

import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.Locks;
import dev.jrr.model.Registers;
import java.util.List;
import java.util.Optional;

/**
 * The replay's state at one position, as far as it was wanted.
 *
 * @param locks who waits for whom
 * @param registers of the wanted task; empty if it is not alive there
 * @param answer to the query; empty if there is none, for the reason that {@code problem} says
 * @param problem why something is missing, or ""
 */
record Moment(
        Want want,
        List<TaskView> tasks,
        Locks locks,
        Optional<Registers> registers,
        Optional<LiveQuery.Answer> answer,
        String problem) {
    Moment {
        tasks = List.copyOf(tasks);
    }

    /** The answer, if it is one of that kind. */
    <A extends LiveQuery.Answer> Optional<A> answer(Class<A> kind) {
        return answer.filter(kind::isInstance).map(kind::cast);
    }
}
