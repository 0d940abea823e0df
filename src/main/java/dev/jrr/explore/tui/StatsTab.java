package dev.jrr.explore.tui;

import dev.jrr.explore.view.RunFigures;
import dev.jrr.explore.view.Seconds;
import dev.jrr.kernel.Errno;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.trace.TraceStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures of the run up to the position, and then the system calls of the whole run, as "jrr-tui stats" has them. */
final class StatsTab {
    private static final int MOST_TASKS = 10;
    private static final int MOST_ERRORS = 10;

    /** From this width on there is room for how calls were handled. */
    private static final int WIDE = 72;

    private StatsTab() {}

    static Content content(Model model, int width) {
        Followed<?, RunFigures.Shown> figures = model.facts().program().figures();
        Optional<RunFigures.Shown> answer = figures.at(new TraceFacts.Place(model.position(), model.task()));
        if (answer.isEmpty()) {
            return Content.of(List.of(figures.waiting()));
        }
        List<Line> lines = new ArrayList<>();
        tasks(answer.get(), model, lines);
        errors(answer.get(), width, lines);
        waits(answer.get(), width, lines);
        whole(answer.get().whole(), width, lines);
        return Content.of(lines);
    }

    private static void title(List<Line> lines, String text) {
        if (!lines.isEmpty()) {
            lines.add(Line.EMPTY);
        }
        lines.add(Line.of(text, Style.TITLE));
    }

    private static void tasks(RunFigures.Shown shown, Model model, List<Line> lines) {
        long calls =
                shown.tasks().stream().mapToLong(RunFigures.TaskCalls::calls).sum();
        title(lines, "up to frame " + shown.frame() + ": " + plural(calls, "system call"));
        if (shown.tasks().isEmpty()) {
            return;
        }
        lines.add(Line.of("    calls  failed   waited s  task", Style.DIM));
        for (RunFigures.TaskCalls task :
                shown.tasks().subList(0, Math.min(MOST_TASKS, shown.tasks().size()))) {
            boolean isLookedAt = task.task().equals(model.task());
            String text = format(
                    "%s%8d %7d %10s  %s",
                    isLookedAt ? "*" : " ", task.calls(), task.failed(), Seconds.text(task.waitedNanos()), task.task());
            lines.add(Line.of(text, isLookedAt ? Style.TITLE : Style.NORMAL));
        }
        more(lines, shown.tasks().size() - MOST_TASKS, "task");
    }

    private static void errors(RunFigures.Shown shown, int width, List<Line> lines) {
        long failed =
                shown.errors().stream().mapToLong(RunFigures.ErrorCount::count).sum();
        title(lines, failed == 0 ? "no call has failed" : plural(failed, "failed call"));
        for (RunFigures.ErrorCount error :
                shown.errors().subList(0, Math.min(MOST_ERRORS, shown.errors().size()))) {
            String words = Errno.isRestart(-error.error()) ? "made again after a signal" : Errno.text(error.error());
            lines.add(Line.of(
                    cut(format("%9d  %s: %s", error.count(), Errno.name(error.error()), words), width), Style.FAILED));
        }
        more(lines, shown.errors().size() - MOST_ERRORS, "error number");
    }

    private static void waits(RunFigures.Shown shown, int width, List<Line> lines) {
        title(lines, shown.waits().isEmpty() ? "no call has waited" : "longest waits (+ goes on)");
        if (!shown.waits().isEmpty()) {
            lines.add(Line.of("   seconds     frame    task  call", Style.DIM));
        }
        for (RunFigures.Wait wait : shown.waits()) {
            boolean isGoing = wait.left() < 0;
            String text = format(
                    "%10s%s %8d %7s  %s",
                    Seconds.text(wait.nanos()),
                    isGoing ? "+" : " ",
                    wait.frame(),
                    wait.task(),
                    SyscallTable.name(wait.syscall()));
            lines.add(
                    Line.of(cut(text, width), isGoing || wait.left() == shown.frame() ? Style.CHANGED : Style.NORMAL));
        }
    }

    private static void whole(TraceStatistics whole, int width, List<Line> lines) {
        title(lines, "the whole run");
        lines.add(Line.of(plural(whole.frames(), "frame") + ", " + plural(whole.tasks(), "task") + ", "
                + plural(whole.stops(), "stop")));
        boolean isWide = width >= WIDE;
        lines.add(Line.of(
                isWide
                        ? "   count  percent    traced  buffered  user space  system call"
                        : "   count  percent  system call",
                Style.DIM));
        for (TraceStatistics.SyscallRow row : whole.syscalls()) {
            String handled = isWide ? handled(row.calls()) : "";
            String text = format("%8d  %6.2f%%%s  %s", row.count(), row.percent(), handled, row.name());
            lines.add(Line.of(cut(text, width)));
        }
        TraceStatistics.Futex futex = whole.futex();
        if (futex.all().total() == 0) {
            return;
        }
        lines.add(Line.EMPTY);
        lines.add(Line.of(
                isWide ? "   total    traced  buffered  user space  futex" : "   total  traced  buffd  user  futex",
                Style.DIM));
        futex(lines, width, "all", futex.all());
        futex.byOp().forEach((operation, calls) -> futex(lines, width, operation, calls));
        lines.add(Line.of("no buffer " + futex.noSyscallbuf() + ", unhandled " + futex.unhandled()));
        lines.add(Line.of("descheduled " + futex.desched()));
    }

    private static void futex(List<Line> lines, int width, String name, TraceStatistics.Calls calls) {
        String text = width >= WIDE
                ? format("%8d%s  %s", calls.total(), handled(calls), name)
                : format(
                        "%8d %7d %6d %5d  %s",
                        calls.total(), calls.traced(), calls.buffered(), calls.userSpace(), name.replace("FUTEX_", ""));
        lines.add(Line.of(cut(text, width)));
    }

    private static String handled(TraceStatistics.Calls calls) {
        return format("  %8d  %8d  %10d", calls.traced(), calls.buffered(), calls.userSpace());
    }

    private static void more(List<Line> lines, int count, String what) {
        if (count > 0) {
            lines.add(Line.of("          and " + plural(count, what) + " more", Style.DIM));
        }
    }

    private static String plural(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
