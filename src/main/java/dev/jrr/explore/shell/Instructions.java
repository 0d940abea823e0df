package dev.jrr.explore.shell;

import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
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

    private Instructions() {}

    static void step(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        Travel travel = shell.target().travel();
        requireMoved(travel.stepInstructions(count), "this is the end: nothing is executed after it");
        arrive(shell, travel);
    }

    static void back(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        Travel travel = shell.target().travel();
        requireMoved(travel.backInstructions(count), "this is the start: nothing was executed before it");
        arrive(shell, travel);
    }

    private static void requireMoved(long count, String otherwise) {
        if (count == 0) {
            throw new UsageException(otherwise);
        }
    }

    static void forward(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        Travel travel = shell.target().travel();
        Optional<Breakpoint> reached = travel.continueTo(all(shell));
        shell.print(reached.map(each -> text(shell, each)).orElse("the end"));
        arrive(shell, travel);
    }

    static void backward(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        Travel travel = shell.target().travel();
        Optional<Breakpoint> reached = travel.continueBackTo(all(shell));
        if (reached.isPresent()) {
            shell.print(text(shell, reached.get()));
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
        TaskUid task = shell.liveTask();
        List<Long> addresses = codeAddresses(shell, task, parts[0]);
        UnaryOperator<Breakpoint> limit = parts.length < 2 ? each -> each : Condition.parse(parts[1])::limit;
        for (long address : addresses) {
            CodePlace place = shell.target().live().code().codePlace(task, address);
            Breakpoint made = limit.apply(shell.target().travel().breakpoint(task, address));
            shell.print(shell.add(made) + "  " + made.text() + "  " + place);
        }
    }

    /** The addresses of what a person calls a place in code. */
    static List<Long> codeAddresses(ShellCommands shell, TaskUid task, String text) {
        int colon = text.lastIndexOf(':');
        boolean isLine = colon > 0 && text.substring(colon + 1).matches("[0-9]{1,9}") && text.charAt(colon - 1) != ':';
        if (isLine) {
            int line = Integer.parseInt(text.substring(colon + 1));
            List<Long> found = shell.target().live().code().addresses(task, text.substring(0, colon), line);
            if (found.isEmpty()) {
                throw new UsageException("no code is known of line " + line + " of " + text.substring(0, colon)
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
        if (travel.continueBackTo(List.of(watch)).isEmpty()) {
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
