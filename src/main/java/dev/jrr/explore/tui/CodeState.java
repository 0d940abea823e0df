package dev.jrr.explore.tui;

import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where the tabs Code and Stack stand. Only the screen's thread uses it. */
final class CodeState {
    final SteadyWindow sourceWindow = new SteadyWindow();
    final InstructionWindow instructionWindow = new InstructionWindow();
    final SteadyWindow stackWindow = new SteadyWindow();

    /** Something looked at that is no frame, while the program is at a place. */
    private record Wanted(Place place, String text) {}

    private Optional<ChosenFrame> chosen = Optional.empty();
    private Optional<Wanted> wanted = Optional.empty();
    private Optional<CodeQuery.Answer> code = Optional.empty();
    private Optional<ProgramStack> stack = Optional.empty();
    private Place place = Place.at(0);
    private boolean inInstructions;

    /** Where the user has moved the cursor; empty while it is where the program stands. */
    private OptionalInt line = OptionalInt.empty();

    private OptionalLong address = OptionalLong.empty();
    private OptionalInt level = OptionalInt.empty();

    /** Around which instructions are asked for. */
    private OptionalLong around = OptionalLong.empty();

    /** Takes over what the replay has told of a place. A cursor stays only where it was moved. */
    void take(Place of, LiveQuery.Answer answer) {
        if (!of.equals(place)) {
            place = of;
            home();
        }
        if (answer instanceof CodeQuery.Answer told) {
            if (code.isPresent() && !isSameFile(code.get().stack(), told.stack())) {
                line = OptionalInt.empty();
            }
            code = Optional.of(told);
            stack = Optional.of(told.stack());
        } else if (answer instanceof ProgramStack told) {
            stack = Optional.of(told);
        }
    }

    private static boolean isSameFile(ProgramStack before, ProgramStack now) {
        return before.shownFrame()
                .place()
                .file()
                .equals(now.shownFrame().place().file());
    }

    /** The cursor goes where the program stands. */
    private void home() {
        line = OptionalInt.empty();
        address = OptionalLong.empty();
        level = OptionalInt.empty();
        around = OptionalLong.empty();
    }

    /** The newest that is known of code, of whatever place. */
    Optional<CodeQuery.Answer> code() {
        return code;
    }

    Optional<ProgramStack> stack() {
        return stack;
    }

    Optional<ChosenFrame> chosen() {
        return chosen;
    }

    /** Looks at a function, FILE:LINE or an address, as long as the program is at a place. */
    void lookAt(Place at, String text) {
        home();
        chosen = Optional.empty();
        wanted = Optional.of(new Wanted(at, text));
    }

    /** What is looked at, if that is no frame. */
    Optional<String> wanted(Place at) {
        return wanted.filter(each -> each.place().equals(at)).map(Wanted::text);
    }

    OptionalLong around() {
        return around;
    }

    /** Whether the cursor is in the instructions, and not in the source. */
    boolean isInInstructions() {
        return inInstructions || code.filter(told -> told.line() > 0).isEmpty();
    }

    /** Moves the cursor between source and instructions; returns what to say. */
    String changeSides() {
        if (code.filter(told -> told.line() > 0).isEmpty()) {
            return "there is no source here, only instructions";
        }
        inInstructions = !inInstructions;
        return inInstructions ? "the cursor is in the instructions now" : "the cursor is in the source now";
    }

    /** The line of source at the cursor, counted from 1. */
    int cursorLine() {
        return line.orElseGet(() -> code.map(CodeQuery.Answer::line).orElse(0));
    }

    long cursorAddress() {
        return address.orElseGet(() -> code.map(CodeQuery.Answer::ip).orElse(0L));
    }

    int cursorLevel() {
        int last = stack.map(told -> told.frames().size() - 1).orElse(0);
        return Math.min(
                last, level.orElseGet(() -> stack.map(ProgramStack::shown).orElse(0)));
    }

    /** Whether the cursor was moved by hand, and not by the program. */
    boolean isMoved() {
        return line.isPresent() || address.isPresent() || level.isPresent();
    }

    /** Moves the cursor of the tab Code; returns whether it has moved. */
    boolean move(long rows) {
        if (code.isEmpty()) {
            return false;
        }
        if (isInInstructions()) {
            return moveAddress(code.get().instructions(), rows);
        }
        int last = code.get().stack().source().orElseThrow().lines().size();
        int before = cursorLine();
        line = OptionalInt.of((int) Math.max(1, Math.min(last, before + rows)));
        return cursorLine() != before;
    }

    private boolean moveAddress(List<CodeLine> instructions, long rows) {
        long before = cursorAddress();
        int index = 0;
        while (index < instructions.size() - 1 && instructions.get(index).address() < before) {
            index++;
        }
        int wanted = (int) Math.max(0, Math.min(instructions.size() - 1, index + rows));
        if (instructions.isEmpty() || wanted == index) {
            return false;
        }
        address = OptionalLong.of(instructions.get(wanted).address());
        // Near the end of what is known, more is asked for.
        int margin = instructions.size() / 4;
        if (wanted < margin || wanted > instructions.size() - 1 - margin) {
            around = address;
        }
        return true;
    }

    /** Moves the cursor of the tab Stack; returns whether it has moved. */
    boolean moveLevel(long rows) {
        int last = stack.map(told -> told.frames().size() - 1).orElse(0);
        int before = cursorLevel();
        level = OptionalInt.of((int) Math.max(0, Math.min(last, before + rows)));
        return cursorLevel() != before;
    }

    /** The frame is no longer chosen: what is gone to matters now. */
    void unchoose() {
        wanted = Optional.empty();
        chosen = Optional.empty();
    }

    /** Chooses a frame, or none if it is chosen already; returns what to say. */
    String choose(int frame) {
        if (stack.isEmpty()) {
            return "no stack is known yet";
        }
        ProgramStack told = stack.get();
        int choice = Math.min(frame, told.frames().size() - 1);
        boolean isShown = told.isChosen() && told.shown() == choice;
        home();
        unchoose();
        level = OptionalInt.of(choice);
        if (isShown) {
            return "Code shows the innermost frame with source again";
        }
        chosen = Optional.of(ChosenFrame.of(told.task(), told.frames(), choice));
        return "Code shows #" + choice + " " + told.frames().get(choice).place().name()
                + "; registers stay those of #0";
    }
}
