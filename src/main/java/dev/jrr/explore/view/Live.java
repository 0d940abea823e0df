package dev.jrr.explore.view;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.List;

/** The state of the replayed program at one position, as the debugger's methods of the same names say it. */
public interface Live {
    List<TaskView> tasks();

    Registers registers(TaskUid task);

    List<MemoryStretch> read(TaskUid task, long address, int length);

    List<MapEntry> maps(TaskUid task);

    /** Names, stacks and instructions there. */
    Code code();

    static Live of(Debugger debugger) {
        Code code = Code.of(debugger);
        return new Live() {
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
            public Code code() {
                return code;
            }
        };
    }
}
