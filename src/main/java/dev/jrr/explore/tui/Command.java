package dev.jrr.explore.tui;

import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Place;
import dev.jrr.explore.shell.ShellCommands;
import dev.jrr.explore.view.WatchedFrames;
import dev.jrr.model.TaskUid;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that needs the replay or a walk through the frames, such as a line of the shell's words:
 * run on another thread from where the screen was when it was asked for. The screen takes the result
 * over when it is there.
 */
final class Command implements Runnable {
    /**
     * Where the command came to.
     *
     * @param problem why it failed, or ""
     */
    record Result(
            List<String> text,
            Place place,
            TaskUid task,
            SortedMap<String, Place> marks,
            SortedMap<Integer, Breakpoint> breakpoints,
            boolean quit,
            String problem) {}

    /** What is done. */
    @FunctionalInterface
    interface Job {
        /** @param shell one for this job, at the place and with the marks of the screen */
        void run(ShellCommands shell);
    }

    private final String line;
    private final boolean inOneLine;
    private final Job job;
    private final Place start;
    private final TaskUid task;
    private final SortedMap<String, Place> marks;
    private final SortedMap<Integer, Breakpoint> breakpoints;
    private final ScreenTarget target;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Runnable after;
    private boolean holdsKeys;
    private volatile Result result;

    /**
     * A line of words.
     *
     * @param inOneLine whether only the last line that it prints is shown
     */
    Command(String line, boolean inOneLine, Model model) {
        this(line, inOneLine, shell -> shell.execute(line), model);
    }

    /** @param line what it is called while it runs */
    Command(String line, boolean inOneLine, Job job, Model model) {
        this.line = line;
        this.inOneLine = inOneLine;
        this.job = job;
        this.start = model.place();
        this.task = model.task();
        this.marks = new TreeMap<>(model.marks());
        this.breakpoints = new TreeMap<>(model.breakpoints());
        this.target = new ScreenTarget(new WatchedFrames(model.run().frames()), model.liveSource(), start);
    }

    /** With something that the screen's thread does once the result has been taken over, unless it failed. */
    Command then(Runnable next) {
        after = next;
        return this;
    }

    Optional<Runnable> after() {
        return Optional.ofNullable(after);
    }

    /** Whether only the last line that it prints is shown. */
    boolean isInOneLine() {
        return inOneLine;
    }

    String line() {
        return line;
    }

    /** The position when it was given. */
    Place start() {
        return start;
    }

    /** The task looked at when it was given. */
    TaskUid task() {
        return task;
    }

    @Override
    public void run() {
        StringWriter text = new StringWriter();
        String problem = "";
        TaskUid focus = task;
        ShellCommands shell = new ShellCommands(target, new PrintWriter(text), true);
        shell.marks().putAll(marks);
        shell.breakpoints().putAll(breakpoints);
        shell.choose(task);
        try (target) {
            job.run(shell);
            focus = target.place().equals(start) ? shell.taskInFocus() : task;
        } catch (CancellationException e) {
            problem = "cancelled: " + line;
        } catch (RuntimeException e) {
            // Whatever it is: what escaped here would be printed across the screen.
            problem = LiveThread.reason(e);
        } finally {
            List<String> lines = text.toString().lines().toList();
            result = new Result(
                    lines, target.place(), focus, shell.marks(), shell.breakpoints(), shell.isQuit(), problem);
            ended.countDown();
        }
    }

    void cancel() {
        target.frames().cancel();
    }

    /** Waits for the end, but not long. */
    void await(long nanos) {
        try {
            ended.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isDone() {
        return result != null;
    }

    /** When it is done. */
    Result result() {
        return result;
    }

    /** This one is short, and keys typed meanwhile mean the place that it goes to, also if it waits for the replay. */
    Command holdingKeys() {
        holdsKeys = true;
        return this;
    }

    /** Whether keys typed now mean the place that it goes to: unless it waits for the replay, which may take long. */
    boolean holdsKeys() {
        return result == null && (holdsKeys || !target.needsReplay());
    }
}
