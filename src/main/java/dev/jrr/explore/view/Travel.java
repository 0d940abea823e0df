package dev.jrr.explore.view;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.DiversionHalt;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** Moves between frames, from where a replay stands, as the debugger's methods of the same names make them. */
public interface Travel {
    Place place();

    Optional<TaskUid> running();

    long stepInstructions(long count);

    long backInstructions(long count);

    Breakpoint breakpoint(TaskUid task, long address);

    List<Breakpoint> breakpointsAnywhere(String symbol);

    List<Breakpoint> breakpointsAnywhere(String file, int line);

    Breakpoint watchpoint(TaskUid task, long address, int length);

    Optional<Breakpoint> continueTo(List<Breakpoint> breakpoints);

    Optional<Breakpoint> continueBackTo(List<Breakpoint> breakpoints);

    /** Whether the motion is not wanted any more: what says that it found nothing was then stopped on the way. */
    boolean isCancelled();

    boolean isDiverted();

    void write(TaskUid task, long address, byte[] bytes);

    void setRegister(TaskUid task, Register register, long value);

    DiversionHalt runDiversion(List<Breakpoint> breakpoints);

    DiversionHalt stepDiversion();

    void leaveDiversion();

    static Travel of(Debugger debugger, Progress progress) {
        return new Travel() {
            @Override
            public Place place() {
                return debugger.place();
            }

            @Override
            public Optional<TaskUid> running() {
                return debugger.running();
            }

            @Override
            public long stepInstructions(long count) {
                return debugger.stepInstructions(count, progress);
            }

            @Override
            public long backInstructions(long count) {
                return debugger.backInstructions(count, progress);
            }

            @Override
            public Breakpoint breakpoint(TaskUid task, long address) {
                return debugger.breakpoint(task, address);
            }

            @Override
            public List<Breakpoint> breakpointsAnywhere(String symbol) {
                return debugger.breakpointsAnywhere(symbol);
            }

            @Override
            public List<Breakpoint> breakpointsAnywhere(String file, int line) {
                return debugger.breakpointsAnywhere(file, line);
            }

            @Override
            public Breakpoint watchpoint(TaskUid task, long address, int length) {
                return debugger.watchpoint(task, address, length);
            }

            @Override
            public Optional<Breakpoint> continueTo(List<Breakpoint> breakpoints) {
                return debugger.continueTo(breakpoints, progress);
            }

            @Override
            public Optional<Breakpoint> continueBackTo(List<Breakpoint> breakpoints) {
                return debugger.continueBackTo(breakpoints, progress);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }

            @Override
            public boolean isDiverted() {
                return debugger.isDiverted();
            }

            @Override
            public void write(TaskUid task, long address, byte[] bytes) {
                debugger.write(task, address, bytes);
            }

            @Override
            public void setRegister(TaskUid task, Register register, long value) {
                debugger.setRegister(task, register, value);
            }

            @Override
            public DiversionHalt runDiversion(List<Breakpoint> breakpoints) {
                return debugger.runDiversion(breakpoints, progress);
            }

            @Override
            public DiversionHalt stepDiversion() {
                return debugger.stepDiversion();
            }

            @Override
            public void leaveDiversion() {
                debugger.leaveDiversion();
            }
        };
    }
}
