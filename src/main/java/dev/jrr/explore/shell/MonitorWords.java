package dev.jrr.explore.shell;

import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Travel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** The shell's words on a debugger that somebody else moves too. */
public final class MonitorWords {
    private final Debugger debugger;
    private final StringWriter text = new StringWriter();
    private final ShellCommands shell;

    public MonitorWords(Debugger debugger) {
        this.debugger = debugger;
        this.shell = new ShellCommands(new Target(), new PrintWriter(text), false);
    }

    /**
     * Runs a line of words and returns what they print.
     *
     * @throws dev.jrr.base.JrrException if one fails
     */
    public String run(String line) {
        text.getBuffer().setLength(0);
        shell.execute(line.equals("when") ? "where" : line);
        return text.toString();
    }

    private final class Target implements ShellTarget {
        private final Frames frames = Frames.of(debugger.trace());

        @Override
        public Frames frames() {
            return frames;
        }

        @Override
        public Place place() {
            return debugger.place();
        }

        @Override
        public void moveTo(Place place) {
            debugger.goTo(place, Progress.NONE);
        }

        @Override
        public Live live() {
            return Live.of(debugger);
        }

        @Override
        public Optional<Live> nearby() {
            return Optional.of(live());
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDiverted() {
            return debugger.isDiverted();
        }

        @Override
        public void leaveDiversion() {
            debugger.leaveDiversion();
        }

        @Override
        public Travel travel() {
            return Travel.of(debugger, Progress.NONE);
        }
    }
}
