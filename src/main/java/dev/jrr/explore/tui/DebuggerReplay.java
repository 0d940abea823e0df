package dev.jrr.explore.tui;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Locks;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;

/** The debugger as the screen sees it. */
record DebuggerReplay(Debugger debugger, Code code, Frames frames) implements Replay {
    DebuggerReplay(Debugger debugger, Frames frames) {
        this(debugger, Code.of(debugger), frames);
    }

    @Override
    public boolean goTo(Place place, Progress progress) {
        return debugger.goTo(place, progress);
    }

    @Override
    public Locks locks(long position) {
        return Locks.at(frames, position, this);
    }

    @Override
    public Travel travel(Progress progress) {
        return Travel.of(debugger, progress);
    }

    @Override
    public boolean isDiverted() {
        return debugger.isDiverted();
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
