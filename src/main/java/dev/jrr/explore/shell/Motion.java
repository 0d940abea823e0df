package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Place;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.view.Travel;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.TaskUid;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The words that move the position. */
final class Motion {
    private Motion() {}

    static void goTo(ShellCommands shell, ShellArguments arguments) {
        String place = arguments.required();
        long last = shell.frames().count() - 1;
        Place mark = shell.marks().get(place.startsWith("'") ? place.substring(1) : place);
        if (mark != null) {
            shell.requireRecording();
            shell.target().moveTo(mark);
            shell.printWhere();
        } else if (place.equals("start")) {
            shell.moveTo(0);
        } else if (place.equals("end")) {
            shell.moveTo(last);
        } else if (place.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
            double percent = Double.parseDouble(place.substring(0, place.length() - 1));
            if (percent > 100) {
                throw new UsageException("there are 100% in a recording");
            }
            shell.moveTo(Math.round(last * percent / 100));
        } else if (place.matches("[+-]?[0-9]{1,18}")) {
            boolean relative = !Character.isDigit(place.charAt(0));
            long frame = Long.parseLong(place) + (relative ? shell.target().position() : 0);
            if (frame < 0 || frame > last) {
                throw new UsageException("no frame " + frame + ": they go from 0 to " + last);
            }
            shell.moveTo(frame);
        } else {
            List<String> known = new ArrayList<>(shell.marks().keySet());
            known.addAll(List.of("start", "end"));
            throw new UsageException("no place is called \"" + place + "\""
                    + Spelling.question(
                            Spelling.near(place, known),
                            "; " + arguments.misuse().getMessage()));
        }
    }

    static void step(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        long last = shell.frames().count() - 1;
        long position = shell.target().position();
        if (position >= last) {
            throw new UsageException("this is the end: frame " + last + " is the last one");
        }
        shell.moveTo(Math.min(last, position + count));
    }

    static void back(ShellCommands shell, ShellArguments arguments) {
        long count = arguments.count();
        // From between two frames, the frame before is one back.
        long position = shell.target().position() + (shell.target().place().isAtFrame() ? 0 : 1);
        if (position <= 0) {
            throw new UsageException("this is the start: there is nothing before frame 0");
        }
        shell.moveTo(Math.max(0, position - count));
    }

    static void next(ShellCommands shell, ShellArguments arguments) {
        String kind = arguments.required();
        search(shell, ofKind(shell, kind), 1, kind);
    }

    static void previous(ShellCommands shell, ShellArguments arguments) {
        String kind = arguments.required();
        search(shell, ofKind(shell, kind), -1, kind);
    }

    static void find(ShellCommands shell, ShellArguments arguments) {
        search(shell, expression(arguments), 1, arguments.rest());
    }

    static void findBackward(ShellCommands shell, ShellArguments arguments) {
        search(shell, expression(arguments), -1, arguments.rest());
    }

    static void mark(ShellCommands shell, ShellArguments arguments) {
        String name = arguments.optional("");
        if (name.isEmpty()) {
            shell.marks().forEach((mark, place) -> shell.print(mark + "  frame " + place));
            return;
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*") || name.equals("start") || name.equals("end")) {
            throw new UsageException("a mark's name begins with a letter and is neither start nor end");
        }
        shell.marks().put(name, shell.target().place());
        shell.print("marked frame " + shell.target().place() + " as " + name);
    }

    static void where(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        if (shell.target().isDiverted()) {
            Travel travel = shell.target().travel();
            shell.print(DiversionWords.current(travel)
                    .map(task -> DiversionWords.line(shell, travel, task))
                    .orElse("DIVERSION from " + travel.place() + ": all tasks have ended"));
            return;
        }
        shell.printWhere();
    }

    private static Filter expression(ShellArguments arguments) {
        if (arguments.rest().isBlank()) {
            throw arguments.misuse();
        }
        return Filter.parse(arguments.rest());
    }

    private static FramePredicate ofKind(ShellCommands shell, String kind) {
        return switch (kind) {
            case "syscall", "signal", "failed" -> Filter.parse(kind);
            case "exit", "exec" -> Filter.parse("kind = " + kind);
            case "switch" -> {
                TaskUid here = shell.frames().frame(shell.target().position()).task();
                yield frame -> !frame.task().equals(here);
            }
            default -> {
                if (SyscallTable.byName(kind).isEmpty()) {
                    List<String> known = Stream.concat(ShellWords.KINDS.stream(), SyscallTable.names().stream())
                            .toList();
                    throw new UsageException("no kind and no system call is called \"" + kind + "\""
                            + Spelling.question(
                                    Spelling.near(kind, known), "; kinds are " + String.join(", ", ShellWords.KINDS)));
                }
                yield Filter.parse("syscall = " + kind);
            }
        };
    }

    private static void search(ShellCommands shell, FramePredicate wanted, int direction, String name) {
        long position = shell.target().position();
        OptionalLong found = direction > 0
                ? shell.frames().next(position + 1, wanted)
                : shell.frames().previous(position - 1, wanted);
        if (found.isPresent()) {
            shell.moveTo(found.getAsLong());
            return;
        }
        throw new UsageException("no frame " + (direction > 0 ? "after " : "before ") + position + " fits: " + name);
    }
}
