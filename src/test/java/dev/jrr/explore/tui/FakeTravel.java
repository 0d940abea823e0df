package dev.jrr.explore.tui;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.DiversionHalt;
import dev.jrr.debugger.FakeBreakpoints;
import dev.jrr.debugger.Place;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** Makes breakpoints, and no moves. */
record FakeTravel(Place place) implements Travel {
    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("a fake replay has no instructions");
    }

    @Override
    public Optional<TaskUid> running() {
        throw none();
    }

    @Override
    public long stepInstructions(long count) {
        throw none();
    }

    @Override
    public long backInstructions(long count) {
        throw none();
    }

    @Override
    public Breakpoint breakpoint(TaskUid task, long address) {
        return FakeBreakpoints.at(address);
    }

    @Override
    public List<Breakpoint> breakpointsAnywhere(String symbol) {
        return List.of();
    }

    @Override
    public List<Breakpoint> breakpointsAnywhere(String file, int line) {
        return List.of();
    }

    @Override
    public Breakpoint watchpoint(TaskUid task, long address, int length) {
        throw none();
    }

    @Override
    public Optional<Breakpoint> continueTo(List<Breakpoint> breakpoints) {
        throw none();
    }

    @Override
    public Optional<Breakpoint> continueBackTo(List<Breakpoint> breakpoints) {
        throw none();
    }

    @Override
    public boolean isDiverted() {
        return false;
    }

    @Override
    public void write(TaskUid task, long address, byte[] bytes) {
        throw none();
    }

    @Override
    public void setRegister(TaskUid task, Register register, long value) {
        throw none();
    }

    @Override
    public DiversionHalt runDiversion(List<Breakpoint> breakpoints) {
        throw none();
    }

    @Override
    public DiversionHalt stepDiversion() {
        throw none();
    }

    @Override
    public void leaveDiversion() {
        throw none();
    }
}
