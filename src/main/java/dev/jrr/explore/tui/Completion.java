package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.shell.Offer;
import dev.jrr.explore.shell.ShellCommands;
import dev.jrr.explore.shell.ShellTarget;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be typed after {@code :}, from the shell's own table; of live state what the screen has already,
 * and the names of the program if the replay is free for a moment.
 */
final class Completion {
    private final Model model;

    Completion(Model model) {
        this.model = model;
    }

    /** What may be typed for the last word of a line, by its beginning. */
    List<String> of(List<String> words) {
        ShellCommands shell = new ShellCommands(new Known(model), new PrintWriter(Writer.nullWriter()), true);
        shell.marks().putAll(model.marks());
        int last = words.size() - 1;
        shell.breakpoints().putAll(model.breakpoints());
        return shell.candidates(words, last).stream().map(Offer::text).toList();
    }

    /** What may be typed for the last word of a filter. */
    List<String> ofFilter(List<String> words) {
        List<String> command = new ArrayList<>(List.of("events"));
        command.addAll(words);
        return of(command);
    }

    private record Known(Model model) implements ShellTarget, Live {
        @Override
        public Frames frames() {
            return model.run().frames();
        }

        @Override
        public Place place() {
            return model.place();
        }

        @Override
        public void moveTo(Place place) {
            throw new UnsupportedOperationException("a completion moved to frame " + place);
        }

        @Override
        public boolean isDiverted() {
            return false;
        }

        @Override
        public void leaveDiversion() {
            throw new UnsupportedOperationException("a completion left a diversion");
        }

        @Override
        public Travel travel() {
            throw new UnsupportedOperationException("a completion moved the replay");
        }

        @Override
        public Optional<Live> nearby() {
            return Optional.of(this);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Code code() {
            return new BorrowedNames(model.liveSource());
        }

        @Override
        public Live live() {
            return this;
        }

        @Override
        public List<TaskView> tasks() {
            return model.currentMoment().map(Moment::tasks).orElse(List.of());
        }

        @Override
        public Registers registers(TaskUid task) {
            return model.registers().orElse(Registers.ZERO);
        }

        @Override
        public List<MemoryStretch> read(TaskUid task, long address, int length) {
            return List.of();
        }

        @Override
        public List<MapEntry> maps(TaskUid task) {
            return List.of();
        }
    }
}
