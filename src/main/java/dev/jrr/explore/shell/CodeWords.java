package dev.jrr.explore.shell;

import dev.jrr.base.Hex;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.StackFrame;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Source;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Locale;

/** The words that show code, source and stack. */
final class CodeWords {
    private static final int INSTRUCTIONS = 12;
    private static final int LINES_AROUND = 5;
    private static final int MOST_FRAMES = 256;

    private CodeWords() {}

    static void disassemble(ShellCommands shell, ShellArguments arguments) {
        TaskUid task = shell.liveTask();
        String text = arguments.rest().strip();
        // Not in a stub: the instruction of the program that it stands for.
        long ip = shell.target().live().code().stack(task, 1).stream()
                .findFirst()
                .map(StackFrame::ip)
                .orElseGet(() -> shell.target().live().registers(task).ip());
        long address = text.isEmpty()
                ? ip
                : Instructions.codeAddresses(shell, task, text).get(0);
        List<CodeLine> lines = shell.target().live().code().disassemble(task, address, INSTRUCTIONS);
        if (lines.isEmpty()) {
            throw new UsageException("nothing is mapped at " + Hex.of(address));
        }
        for (CodeLine line : lines) {
            shell.print(String.format(
                    Locale.ROOT,
                    "%s %s  %-24s  %s",
                    line.address() == ip ? ">" : " ",
                    Hex.of(line.address()),
                    line.place().name(),
                    line.text().isEmpty() ? "(bad)" : Instructions.text(line)));
        }
    }

    static void backtrace(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        for (StackFrame frame : shell.target().live().code().stack(shell.liveTask(), MOST_FRAMES)) {
            shell.print(String.format(
                    Locale.ROOT,
                    "#%-3d %s  %s%s",
                    frame.level(),
                    Hex.of(frame.ip()),
                    frame.place(),
                    frame.isInlined() ? " inlined" : ""));
        }
    }

    static void list(ShellCommands shell, ShellArguments arguments) {
        TaskUid task = shell.liveTask();
        String text = arguments.rest().strip();
        Code code = shell.target().live().code();
        CodePlace place;
        if (text.isEmpty()) {
            place = code.stack(task, MOST_FRAMES).stream()
                    .map(StackFrame::place)
                    .filter(each -> each.line() > 0 && code.source(each.file()).isPresent())
                    .findFirst()
                    .orElseThrow(
                            () -> new UsageException(
                                    "no source is known of any function on the stack (compile with -g); disas shows instructions"));
        } else {
            long address = Instructions.codeAddresses(shell, task, text).get(0);
            place = code.codePlace(task, address);
        }
        Source source = code.source(place.file())
                .orElseThrow(() -> new UsageException(
                        place.line() == 0
                                ? "no source is known of " + place.name() + " (compile with -g)"
                                : place.file() + " is neither in the recording nor here"));
        shell.print(place + "  " + place.file());
        if (!source.warning().isEmpty()) {
            shell.print("warning: " + source.warning());
        }
        int first = Math.max(1, place.line() - LINES_AROUND);
        int last = Math.min(source.lines().size(), place.line() + LINES_AROUND);
        for (int line = first; line <= last; line++) {
            shell.print(String.format(
                    Locale.ROOT,
                    "%s %5d  %s",
                    line == place.line() ? ">" : " ",
                    line,
                    source.lines().get(line - 1)));
        }
    }
}
