package dev.jrr.explore.tui;

import dev.jrr.explore.view.Frames;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import java.nio.file.Path;
import java.util.Optional;

/** What the screen needs of a trace. Answers at once; safe for use by several threads. */
interface Run {
    /** The program and its arguments, for the title. */
    String title();

    /** A name that no other run has, which can be a file's; "" if there is none. */
    String identity();

    /** Where it is kept; empty if it is no trace on disk. */
    default Optional<Path> folder() {
        return Optional.empty();
    }

    long frameCount();

    TraceFrame frame(long number);

    /** The frame in one line, as a person reads it. */
    String describe(TraceFrame frame);

    TraceSummary summary();

    /** Whether there may be more of the recording by now than is shown. */
    default boolean goesOn() {
        return false;
    }

    /** The frames as searches see them. */
    Frames frames();
}
