package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;

/**
 * What the screen needs of a live replay. Slow: only {@link LiveThread} calls it, all calls on that
 * one thread. Methods mean what those of {@link dev.jrr.debugger.Debugger} mean.
 */
interface Replay extends AutoCloseable {
    long seek(long frame, Progress progress);

    List<TaskView> tasks();

    Registers registers(TaskUid task);

    List<MemoryStretch> read(TaskUid task, long address, int length);

    List<MapEntry> maps(TaskUid task);

    @Override
    void close();
}
