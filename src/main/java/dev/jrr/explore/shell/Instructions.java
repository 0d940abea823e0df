package dev.jrr.explore.shell;

import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.Place;
import dev.jrr.explore.view.Travel;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The words that go to places between frames. */
final class Instructions {
    private static final int MOST_WATCHED = 32;
    private static final String STOPPED = "stopped on the way";

    private Instructions() {}

    static void step(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        Travel travel = shell.target().travel();
        if (travel.isDiverted()) {
            DiversionWords.step(shell, travel, count);
            return;
        }
        requireMoved(travel, travel.stepInstructions(count), "this is the end: nothing is executed after it");
        arrive(shell, travel);
    }

    static void back(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        Travel travel = shell.target().travel();
        requireMoved(travel, travel.backInstructions(count), "this is the start: nothing was executed before it");
        arrive(shell, travel);
    }

    private static void requireMoved(Travel travel, long count, String otherwise) {
        if (count == 0 && !travel.isCancelled()) {
            throw new UsageException(otherwise);
        }
    }

    static void forward(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        Travel travel = shell.target().travel();
        if (travel.isDiverted()) {
            DiversionWords.forward(shell, travel);
            return;
        }
        Optional<Breakpoint> reached = travel.continueTo(all(shell));
        shell.print(reached.map(each -> text(shell, each)).orElse(travel.isCancelled() ? STOPPED : "the end"));
        arrive(shell, travel);
    }

    static void backward(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        Travel travel = shell.target().travel();
        Optional<Breakpoint> reached = travel.continueBackTo(all(shell));
        if (reached.isPresent()) {
            shell.print(text(shell, reached.get()));
            arrive(shell, travel);
        } else if (travel.isCancelled()) {
            shell.print(STOPPED);
            arrive(shell, travel);
        } else {
            shell.print("the start");
            shell.moveTo(0);
        }
    }

    private static List<Breakpoint> all(ShellCommands shell) {
        return new ArrayList<>(shell.breakpoints().values());
    }

    private static String text(ShellCommands shell, Breakpoint breakpoint) {
        for (Map.Entry<Integer, Breakpoint> entry : shell.breakpoints().entrySet()) {
            if (entry.getValue() == breakpoint) {
                return entry.getKey() + "  " + breakpoint.text();
            }
        }
        return breakpoint.text();
    }

    static void breakpoint(ShellCommands shell, ShellArguments arguments) {
        String rest = arguments.rest().strip();
        if (rest.isEmpty()) {
            shell.breakpoints().forEach((number, each) -> shell.print(number + "  " + each.text()));
            return;
        }
        String[] parts = rest.split("\\s+if\\s+", 2);
        UnaryOperator<Breakpoint> limit = parts.length < 2 ? each -> each : Condition.parse(parts[1])::limit;
        for (Breakpoint each : breakpoints(shell, parts[0])) {
            Breakpoint made = limit.apply(each);
            shell.print(shell.add(made) + "  " + made.text());
        }
    }

    private static List<Breakpoint> breakpoints(ShellCommands shell, String text) {
        Travel travel = shell.target().travel();
        Optional<TaskUid> task = shell.anyLiveTask();
        boolean isName = text.matches("[A-Za-z_~][\\w:~<>,&* ]*");
        SourceLine line = SourceLine.of(text);
        List<Long> here = List.of();
        if (task.isPresent()) {
            here = line != null
                    ? shell.target().live().code().addresses(task.get(), line.file(), line.number())
                    : isName && !AddressExpression.isRegister(text)
                            ? shell.target().live().code().addresses(task.get(), text)
                            : List.of(shell.address(text));
        }
        List<Breakpoint> made = new ArrayList<>();
        for (long address : here) {
            made.add(travel.breakpoint(task.get(), address)
                    .named(shell.target()
                            .live()
                            .code()
                            .codePlace(task.get(), address)
                            .toString()));
        }
        if (made.isEmpty() && line != null) {
            travel.breakpointsAnywhere(line.file(), line.number()).forEach(each -> made.add(each.named(text)));
        } else if (made.isEmpty() && isName) {
            travel.breakpointsAnywhere(text).forEach(each -> made.add(each.named(text)));
        }
        if (made.isEmpty()) {
            throw new UsageException(
                    line != null
                            ? "no code is known of line " + line.number() + " of " + line.file()
                                    + " in anything that the program maps (compile with -g)"
                            : "\"" + text + "\" is no symbol of anything that the program maps");
        }
        return made;
    }

    /** {@code FILE:LINE}. */
    private record SourceLine(String file, int number) {
        static SourceLine of(String text) {
            int colon = text.lastIndexOf(':');
            boolean isLine =
                    colon > 0 && text.substring(colon + 1).matches("[0-9]{1,9}") && text.charAt(colon - 1) != ':';
            return isLine
                    ? new SourceLine(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)))
                    : null;
        }
    }

    /** The addresses of what a person calls a place in code. */
    static List<Long> codeAddresses(ShellCommands shell, TaskUid task, String text) {
        SourceLine line = SourceLine.of(text);
        if (line != null) {
            List<Long> found = shell.target().live().code().addresses(task, line.file(), line.number());
            if (found.isEmpty()) {
                throw new UsageException("no code is known of line " + line.number() + " of " + line.file()
                        + " in what is mapped here (compile with -g)");
            }
            return found;
        }
        return List.of(shell.address(text));
    }

    static void watch(ShellCommands shell, ShellArguments arguments) {
        ShellArguments.Range range = arguments.range(Long.BYTES, MOST_WATCHED);
        TaskUid task = shell.liveTask();
        long address = shell.address(range.address());
        Breakpoint made = shell.target().travel().watchpoint(task, address, range.length());
        shell.print(shell.add(made) + "  " + made.text());
    }

    static void delete(ShellCommands shell, ShellArguments arguments) {
        String number = arguments.required();
        boolean isKnown = number.matches("[0-9]{1,9}") && shell.breakpoints().remove(Integer.valueOf(number)) != null;
        if (!isKnown) {
            throw new UsageException("no breakpoint has the number " + number + "; break lists them");
        }
    }

    static void whoWrote(ShellCommands shell, ShellArguments arguments) {
        ShellArguments.Range range = arguments.range(1, MOST_WATCHED);
        TaskUid task = shell.liveTask();
        long address = shell.address(range.address());
        Travel travel = shell.target().travel();
        Breakpoint watch = travel.watchpoint(task, address, range.length());
        boolean isFound = travel.continueBackTo(List.of(watch)).isPresent();
        if (travel.isCancelled() && !isFound) {
            shell.print(STOPPED);
        } else if (!isFound) {
            throw new UsageException("nothing has changed these bytes since they were mapped");
        }
        arrive(shell, travel);
    }

    /** The replay has moved: the position does too, and is shown. */
    private static void arrive(ShellCommands shell, Travel travel) {
        Place place = travel.place();
        shell.target().moveTo(place);
        shell.print(line(shell, travel));
    }

    /** One line of a place between two frames: whose it is, and what comes next. */
    static String line(ShellCommands shell, Travel travel) {
        Place place = travel.place();
        Optional<TaskUid> running = travel.running();
        if (running.isEmpty()) {
            long next = place.frame() + 1;
            if (place.isAtFrame()) {
                return shell.whereLine();
            }
            TraceFrame frame = shell.frames().frame(next);
            return "at " + place + "  task " + frame.task() + "  before frame " + next + ": "
                    + dev.jrr.kernel.FrameText.describe(frame);
        }
        TaskUid task = running.get();
        long ip = shell.target().live().registers(task).ip();
        List<CodeLine> code = shell.target().live().code().disassemble(task, ip, 1);
        if (code.isEmpty()) {
            throw new JrrException("nothing is mapped at " + Hex.of(ip) + ", where task " + task + " goes on");
        }
        CodeLine next = code.get(0);
        return "at " + place + "  task " + task + "  " + Hex.of(ip) + " " + next.place() + "  " + text(next);
    }

    static String text(CodeLine line) {
        return line.target().isEmpty() ? line.text() : line.text() + "  <" + line.target() + ">";
    }
}
