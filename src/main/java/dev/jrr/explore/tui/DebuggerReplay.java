package dev.jrr.explore.tui;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;

/** The debugger as the screen sees it. */
record DebuggerReplay(Debugger debugger) implements Replay {
    @Override
    public long seek(long frame, Progress progress) {
        return debugger.seek(frame, progress);
    }

    @Override
    public List<TaskView> tasks() {
        return debugger.tasks();
    }

    @Override
    public Registers registers(TaskUid task) {
        return debugger.registers(task);
    }

    @Override
    public List<MemoryStretch> read(TaskUid task, long address, int length) {
        return debugger.read(task, address, length);
    }

    @Override
    public List<MapEntry> maps(TaskUid task) {
        return debugger.maps(task);
    }

    @Override
    public void close() {
        debugger.close();
    }
}
