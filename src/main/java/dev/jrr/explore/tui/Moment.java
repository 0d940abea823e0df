package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Registers;
import java.util.List;
import java.util.Optional;

/**
 * The replay's state at one position, as far as it was wanted.
 *
 * @param registers of the wanted task; empty if it is not alive there
 * @param memoryAddress where {@code memory} begins
 * @param problem why something is missing, or ""
 */
record Moment(
        Want want,
        List<TaskView> tasks,
        Optional<Registers> registers,
        long memoryAddress,
        List<MemoryStretch> memory,
        List<MapEntry> maps,
        String problem) {
    Moment {
        tasks = List.copyOf(tasks);
        memory = List.copyOf(memory);
        maps = List.copyOf(maps);
    }
}
