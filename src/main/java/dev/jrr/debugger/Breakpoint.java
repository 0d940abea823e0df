package dev.jrr.debugger;

import dev.jrr.model.Registers;
import dev.jrr.replay.Stop;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Where a run is to stop: at an instruction, or when memory changes. Immutable. */
public final class Breakpoint {
    private final Stop stop;
    private final String text;
    private final Predicate<Live> condition;

    /**
     * What a condition can look at: the task that has come there.
     *
     * @param word the eight bytes at an address, 0 where nothing is mapped
     */
    public record Live(Registers registers, LongUnaryOperator word) {}

    Breakpoint(Stop stop, String text, Predicate<Live> condition) {
        this.stop = stop;
        this.text = text;
        this.condition = condition;
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
        return text;
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
        return new Breakpoint(stop, text + "  " + name, condition);
    }

    /** The same, which counts only where a condition holds. */
    public Breakpoint when(String conditionText, Predicate<Live> counts) {
        return new Breakpoint(stop, text + " if " + conditionText, counts);
    }
}
