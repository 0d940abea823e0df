package dev.jrr.explore.tui;

import dev.jrr.debugger.StackFrame;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Source;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The stack of a task, and which of its frames is shown.
 *
 * @param frames the innermost first; at least one
 * @param shown the chosen one, else the innermost that has source, else the innermost
 * @param isChosen whether the user has chosen it
 * @param elsewhere what is shown instead of a frame: code where none of them stands
 * @param source of what is shown
 */
record ProgramStack(
        TaskUid task,
        List<StackFrame> frames,
        int shown,
        boolean isChosen,
        Optional<StackFrame> elsewhere,
        Optional<Source> source)
        implements LiveQuery.Answer {
    private static final int MOST_FRAMES = 256;

    ProgramStack {
        frames = List.copyOf(frames);
    }

    /** Looks at it, on the replay's thread. */
    static ProgramStack of(Code code, TaskUid task, Optional<ChosenFrame> chosen) {
        List<StackFrame> frames = code.stack(task, MOST_FRAMES);
        OptionalInt level = chosen.isPresent() ? chosen.get().level(task, frames) : OptionalInt.empty();
        if (level.isPresent()) {
            StackFrame frame = frames.get(level.getAsInt());
            return new ProgramStack(task, frames, frame.level(), true, Optional.empty(), source(code, frame));
        }
        for (StackFrame frame : frames) {
            Optional<Source> source = source(code, frame);
            if (source.isPresent()) {
                return new ProgramStack(task, frames, frame.level(), false, Optional.empty(), source);
            }
        }
        return new ProgramStack(task, frames, 0, false, Optional.empty(), Optional.empty());
    }

    /** The same with the code at an address shown. On the replay's thread. */
    ProgramStack showing(Code code, long address) {
        StackFrame there = new StackFrame(0, address, code.codePlace(task, address), false);
        return new ProgramStack(task, frames, shown, isChosen, Optional.of(there), source(code, there));
    }

    private static Optional<Source> source(Code code, StackFrame frame) {
        return frame.place().line() == 0
                ? Optional.empty()
                : code.source(frame.place().file());
    }

    /** The frame that is shown, or what is shown instead. */
    StackFrame shownFrame() {
        return elsewhere.orElseGet(() -> frames.get(shown));
    }

    /** The frame whose instructions are looked at: where the task stands, unless another was chosen. */
    StackFrame instructionFrame() {
        return isChosen || elsewhere.isPresent() ? shownFrame() : frames.get(0);
    }

    /** Whether that is where the task stands, and the registers are its own. */
    boolean isInnermost() {
        return elsewhere.isEmpty() && instructionFrame().ip() == frames.get(0).ip();
    }
}
