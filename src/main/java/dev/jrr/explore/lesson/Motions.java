package dev.jrr.explore.lesson;

/** Where words of the shell lead in one recording. The shell has one: {@code LessonMotions}. */
@FunctionalInterface
public interface Motions {
    /**
     * Follows words from the start of the recording, whatever was looked at before. May take as long
     * as a replay does.
     *
     * @param words parted by semicolons; none at all lead to the start
     * @throws dev.jrr.base.UsageException if they make no sense, or lead nowhere; says why
     * @throws dev.jrr.base.JrrException if the trace or the replay fails
     */
    Visit follow(String words);

    /**
     * The end of a way.
     *
     * @param printed what the last of the words has printed
     */
    record Visit(Stand stand, String printed) {}
}
