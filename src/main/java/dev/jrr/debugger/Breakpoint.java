package dev.jrr.debugger;

import dev.jrr.model.Registers;
import dev.jrr.replay.Stop;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Where a run is to stop: at an instruction, or when memory changes. Immutable. */
public final class Breakpoint {
    private final Stop stop;
    private final String text;
    private final String conditionText;
    private final Predicate<Live> condition;

    /**
     * What a condition can look at: the task that has come there.
     *
     * @param word the eight bytes at an address, 0 where nothing is mapped
     */
    public record Live(Registers registers, LongUnaryOperator word) {}

    /** One that always counts. */
    Breakpoint(Stop stop, String text) {
        this(stop, text, "", null);
    }

    private Breakpoint(Stop stop, String text, String conditionText, Predicate<Live> condition) {
        this.stop = stop;
        this.text = text;
        this.conditionText = conditionText;
        this.condition = condition;
    }

    /** What {@link #saved} has written, without its condition; empty if the text is none of its. */
    public static Optional<Breakpoint> parse(String saved) {
        String[] parts = saved.split(" ", 2);
        return parts.length < 2
                ? Optional.empty()
                : StopText.parse(parts[0]).map(stop -> new Breakpoint(stop, parts[1]));
    }

    /** As a line from which {@link #parse} makes it again, without its condition. */
    public String saved() {
        return StopText.of(stop) + " " + text;
    }

    Stop stop() {
        return stop;
    }

    /** Null if it always counts. */
    Predicate<Live> condition() {
        return condition;
    }

    /** What it is, for people. */
    public String text() {
        return conditionText.isEmpty() ? text : text + " if " + conditionText;
    }

    /** What has to hold for it to count, or "". */
    public String conditionText() {
        return conditionText;
    }

    /** Where its instruction is; empty if it watches memory. */
    public OptionalLong address() {
        return stop instanceof Stop.At at ? OptionalLong.of(at.address()) : OptionalLong.empty();
    }

    /** Whether it watches memory. */
    public boolean isWatchpoint() {
        return stop instanceof Stop.Change;
    }

    /** The same with a name for its place. */
    public Breakpoint named(String name) {
        return new Breakpoint(stop, text + "  " + name, conditionText, condition);
    }

    /** The same, which counts only where a condition holds. */
    public Breakpoint when(String what, Predicate<Live> counts) {
        return new Breakpoint(stop, text, what, counts);
    }
}
