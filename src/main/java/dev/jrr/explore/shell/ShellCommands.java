package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.Place;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.filter.FilterException;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Where;
import dev.jrr.model.TaskUid;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Understands the words of the shell and does what they say: a line in, text out. Needs no
 * terminal. One thread at a time.
 */
public final class ShellCommands {
    private final ShellTarget target;
    private final PrintWriter out;
    private final boolean onScreen;
    private final SortedMap<String, Place> marks = new TreeMap<>();
    private final SortedMap<Integer, Breakpoint> breakpoints = new TreeMap<>();
    private TaskUid chosen;
    private Place chosenAt;
    private String lastMotion;
    private boolean quit;

    /**
     * @param onScreen whether the text goes to a terminal, where the control characters that the
     *     recorded program printed must not act
     */
    public ShellCommands(ShellTarget target, PrintWriter out, boolean onScreen) {
        this.target = target;
        this.out = out;
        this.onScreen = onScreen;
    }

    /** All words, in the order in which help shows them. */
    public static List<ShellWord> words() {
        return ShellWords.ALL;
    }

    /**
     * Runs the commands of a line, parted by semicolons or ends of rows, until one fails.
     *
     * @throws UsageException if a command is not understood, or cannot be done here
     * @throws dev.jrr.base.JrrException if the trace or the replay fails
     * @throws CancellationException if it was cancelled
     */
    public void execute(String line) {
        for (ShellLine.Part command : ShellLine.of(line).parts()) {
            String[] parts = command.text().split("\\s+", 2);
            ShellWord word = ShellWords.named(parts[0]).orElseThrow(() -> unknown(parts[0]));
            if (word.isMotion()) {
                lastMotion = command.text();
            }
            try {
                word.handler().run(this, new ShellArguments(word, parts.length > 1 ? parts[1] : ""));
            } catch (FilterException mistake) {
                throw new UsageException(mistake.report());
            } finally {
                out.flush();
            }
            if (quit) {
                return;
            }
            requireNotCancelled();
        }
    }

    /** The last command that was a motion; empty if there was none. */
    Optional<String> lastMotion() {
        return Optional.ofNullable(lastMotion);
    }

    /** What was cancelled is not gone on with. */
    void requireNotCancelled() {
        if (target.isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    /** Whether {@code quit} was asked for. */
    public boolean isQuit() {
        return quit;
    }

    /** What may be typed as word {@code index} of a command, where that begins as it does in {@code words}. */
    public List<Offer> candidates(List<String> words, int index) {
        return Offers.of(this, words, index);
    }

    private static UsageException unknown(String name) {
        return new UsageException(
                "unknown command \"" + name + "\"" + Spelling.question(ShellWords.similar(name), "; help lists them"));
    }

    static void quit(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        shell.quit = true;
    }

    void print(String line) {
        out.println(line);
    }

    /** Prints what the recorded program printed. */
    void printForeign(String text) {
        out.print(onScreen ? visible(text) : text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            out.println();
        }
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                continue;
            }
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                visible.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    /** What the words act upon. */
    public ShellTarget target() {
        return target;
    }

    Frames frames() {
        return target.frames();
    }

    /** Places by name; may be changed. */
    public SortedMap<String, Place> marks() {
        return marks;
    }

    /** Breakpoints by number; may be changed. */
    public SortedMap<Integer, Breakpoint> breakpoints() {
        return breakpoints;
    }

    /** Adds a breakpoint under the lowest number behind all others, which is returned. */
    int add(Breakpoint breakpoint) {
        int number = breakpoints.isEmpty() ? 1 : breakpoints.lastKey() + 1;
        breakpoints.put(number, breakpoint);
        return number;
    }

    /** The address that an expression means, for the task in focus. */
    long address(String text) {
        return AddressExpression.evaluate(text, target.live(), liveTask());
    }

    /** Goes to a frame that exists, and says where that is. */
    void moveTo(long frame) {
        requireRecording();
        target.moveTo(Place.at(frame));
        printWhere();
    }

    void printWhere() {
        print(target.place().isAtFrame() ? whereLine() : Instructions.line(this, target.travel()));
    }

    /** A motion to another frame: there is none in a diversion. */
    void requireRecording() {
        if (target.isDiverted()) {
            throw new UsageException("this is a diversion, which knows no other time: resume leaves it");
        }
    }

    String whereLine() {
        return Where.of(frames(), target.position()).line();
    }

    /** Chooses the task that is looked at, as long as the position stays. */
    public void choose(TaskUid task) {
        chosen = task;
        chosenAt = target.place();
    }

    /** The task that was chosen at this position, else the one of the frame. */
    public TaskUid taskInFocus() {
        if (chosen != null && target.place().equals(chosenAt)) {
            return chosen;
        }
        if (target.isDiverted()) {
            Optional<TaskUid> current = target.travel().running();
            if (current.isPresent()) {
                return current.get();
            }
        }
        // Between two frames only the task of the next one runs.
        boolean isWithin = !target.place().isAtFrame() && target.position() + 1 < frames().count();
        return frames().frame(target.position() + (isWithin ? 1 : 0)).task();
    }

    /** The task in focus if it is alive, else any that is. */
    Optional<TaskUid> anyLiveTask() {
        TaskUid focus = taskInFocus();
        List<TaskUid> live = target.live().tasks().stream().map(TaskView::task).toList();
        return live.contains(focus) ? Optional.of(focus) : live.stream().findFirst();
    }

    /** The task in focus, which must be alive. */
    TaskUid liveTask() {
        TaskUid task = taskInFocus();
        List<TaskView> live = target.live().tasks();
        Optional<TaskView> found =
                live.stream().filter(view -> view.task().equals(task)).findFirst();
        if (found.isEmpty()) {
            throw new UsageException("task " + task + " has ended here"
                    + (live.isEmpty()
                            ? ", and no other is left"
                            : "; choose one by task TID: "
                                    + String.join(
                                            ", ",
                                            live.stream()
                                                    .map(view -> view.task().toString())
                                                    .toList())));
        }
        return task;
    }
}
