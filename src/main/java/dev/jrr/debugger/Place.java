package dev.jrr.debugger;

import dev.jrr.replay.Stop;
import dev.jrr.timeline.Mark;
import java.util.Arrays;
import java.util.Optional;

/** A place in a run: that of a frame, or one so many instructions further, before the next frame. Immutable. */
public final class Place {
    private static final String NUMBER = "[0-9]{1,18}";

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

    /** As a line from which {@link #parse} makes it again: the frame, and words for the moves from there. */
    public String saved() {
        StringBuilder text = new StringBuilder(Long.toString(frame()));
        for (Mark.Move move : mark.moves()) {
            if (move instanceof Mark.Move.Steps steps) {
                text.append(" +").append(steps.count());
            } else if (move instanceof Mark.Move.To to) {
                text.append(' ').append(to.times()).append('*').append(StopText.of(to.stop()));
            }
        }
        return text.toString();
    }

    /** What {@link #saved} has written; empty if the text is none of its. */
    public static Optional<Place> parse(String saved) {
        String[] words = saved.split(" ");
        if (!words[0].matches(NUMBER)) {
            return Optional.empty();
        }
        Mark mark = Mark.at(Long.parseLong(words[0]));
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            String[] parts = word.split("\\*", 2);
            if (word.startsWith("+") && word.substring(1).matches(NUMBER)) {
                mark = mark.plusSteps(Long.parseLong(word.substring(1)));
            } else if (parts.length == 2 && parts[0].matches(NUMBER)) {
                Optional<Stop> stop = StopText.parse(parts[1]);
                if (stop.isEmpty()) {
                    return Optional.empty();
                }
                mark = mark.plusStop(stop.get(), Long.parseLong(parts[0]));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Place(mark));
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
