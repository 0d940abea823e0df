package dev.jrr.explore.tui;

import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;

/** What a tab asks of the live replay beyond tasks and registers. Two are equal if they ask the same. */
interface LiveQuery {
    /** What a tab is told. Immutable. */
    interface Answer {}

    /** Asks nothing. */
    LiveQuery NOTHING = (replay, task, registers) -> new Answer() {};

    /**
     * Asks, on the replay's thread, where the replay stands.
     *
     * @param registers of the task looked at, which is alive
     * @throws dev.jrr.base.JrrException with the reason that is shown in the tab
     */
    Answer ask(Replay replay, TaskUid task, Registers registers);
}
