/**
 * Lessons: a program and a guided tour of its recording, in one text file that a teacher writes.
 * Reads such files, finds them, says whether an answer is right, and keeps where somebody is in the
 * tour, all as values. Knows neither screen nor shell: where words of the shell lead is asked of
 * {@link dev.jrr.explore.lesson.Motions}, which the caller hands in.
 *
 * <p>Read first: {@link dev.jrr.explore.lesson.Lesson}, {@link dev.jrr.explore.lesson.LessonParser};
 * {@code src/main/demo/LESSONS.md} is the format as its writers see it.
 */
package dev.jrr.explore.lesson;
