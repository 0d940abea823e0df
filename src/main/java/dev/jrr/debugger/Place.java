package dev.jrr.debugger;

import dev.jrr.timeline.Mark;

/** A place in a run: that of a frame, or one so many instructions further, before the next frame. Immutable. */
public final class Place {
    private final Mark mark;

    private Place(Mark mark) {
        this.mark = mark;
    }

    static Place of(Mark mark) {
        return new Place(mark);
    }

    /** The place of a frame: all that it records has happened, nothing later has. */
    public static Place at(long frame) {
        return new Place(Mark.at(frame));
    }

    Mark mark() {
        return mark;
    }

    /** The last frame that has happened. */
    public long frame() {
        return mark.frame();
    }

    /** Whether it is the place of its frame. */
    public boolean isAtFrame() {
        return mark.isAtFrame();
    }

    /** The place so many instructions further, if there are so many before the next frame. */
    public Place plusInstructions(long count) {
        return new Place(mark.plusSteps(count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && place.mark.equals(mark);
    }

    @Override
    public int hashCode() {
        return mark.hashCode();
    }

    /**
     * The frame's number; {@code +N} for instructions, {@code @ADDR*N} for the N-th time at an
     * instruction, {@code ~ADDR*N} for the N-th change of memory since the frame or the part before.
     */
    @Override
    public String toString() {
        return mark.toString();
    }
}
