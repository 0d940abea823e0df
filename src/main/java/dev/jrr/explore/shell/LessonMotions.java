package dev.jrr.explore.shell;

import dev.jrr.debugger.Place;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.lesson.Motions;
import dev.jrr.explore.lesson.Stand;
import dev.jrr.trace.TraceReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the words of lessons with a replay. They have breakpoints and marks of their own, and a
 * diversion that they begin is left at their end. The target then stands where they have led.
 */
public final class LessonMotions implements Motions, AutoCloseable {
    private final ShellTarget target;
    private final Runnable end;

    /** @param target used by one thread at a time; the caller closes it */
    public LessonMotions(ShellTarget target) {
        this(target, () -> {});
    }

    private LessonMotions(ShellTarget target, Runnable end) {
        this.target = target;
        this.end = end;
    }

    /** Motions in a trace, with a replay that starts when one is first needed, and ends with {@link #close}. */
    public static LessonMotions open(TraceReader trace) {
        DebuggerTarget target = new DebuggerTarget(trace, Progress.NONE);
        return new LessonMotions(target, target::close);
    }

    /** The first command of a line that begins with no word of the shell, if there is one: that beginning. */
    public static Optional<String> unknownWord(String words) {
        return ShellLine.of(words).parts().stream()
                .map(command -> command.text().split("\\s+", 2)[0])
                .filter(word -> ShellWords.named(word).isEmpty())
                .findFirst();
    }

    @Override
    public Visit follow(String words) {
        StringWriter printed = new StringWriter();
        ShellCommands shell = new ShellCommands(target, new PrintWriter(printed), true);
        shell.requireRecording();
        target.moveTo(Place.at(0));
        List<ShellLine.Part> commands = ShellLine.of(words).parts();
        if (commands.isEmpty()) {
            shell.printWhere();
        }
        try {
            for (ShellLine.Part command : commands) {
                printed.getBuffer().setLength(0);
                shell.execute(command.text());
            }
        } finally {
            if (target.isDiverted()) {
                target.leaveDiversion();
            }
        }
        return new Visit(standing(shell), printed.toString());
    }

    @Override
    public void close() {
        end.run();
    }

    /** Where a shell stands, to be compared with an answer. Between frames it asks the replay. */
    public static Stand standing(ShellCommands shell) {
        ShellTarget target = shell.target();
        OptionalLong instruction = OptionalLong.empty();
        if (!target.place().isAtFrame()) {
            instruction = target.travel().running().stream()
                    .mapToLong(task -> target.live().registers(task).ip())
                    .findFirst();
        }
        return new Stand(target.place(), target.frames().frame(target.position()), shell.taskInFocus(), instruction);
    }
}
