package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.Breakpoint;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.DiversionHalt;
import dev.jrr.explore.view.Travel;
import dev.jrr.kernel.Signals;
import dev.jrr.model.Register;
import dev.jrr.model.TaskUid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words that try a change: in a diversion, a copy of the run that goes on by itself. */
final class DiversionWords {
    private static final String BEGUN =
            "DIVERSION: from here on this is not the recording; continue runs it, resume throws it away";

    private DiversionWords() {}

    static void write(ShellCommands shell, ShellArguments arguments) {
        List<String> words = arguments.list();
        if (words.size() < 2) {
            throw arguments.misuse();
        }
        String hex = words.get(words.size() - 1);
        if (!hex.matches("([0-9a-fA-F]{2})+")) {
            throw new UsageException("\"" + hex + "\" are no bytes in hexadecimal: two digits each, such as 2a00");
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        TaskUid task = shell.liveTask();
        long address = shell.address(String.join("", words.subList(0, words.size() - 1)));
        Travel travel = shell.target().travel();
        boolean isNew = !travel.isDiverted();
        travel.write(task, address, bytes);
        if (isNew) {
            shell.print(BEGUN);
        }
    }

    static void set(ShellCommands shell, ShellArguments arguments) {
        List<String> words = arguments.list();
        if (words.size() < 2) {
            throw arguments.misuse();
        }
        Register register = AddressExpression.named(words.get(0));
        TaskUid task = shell.liveTask();
        long value = shell.address(String.join("", words.subList(1, words.size())));
        Travel travel = shell.target().travel();
        boolean isNew = !travel.isDiverted();
        travel.setRegister(task, register, value);
        if (isNew) {
            shell.print(BEGUN);
        }
    }

    static void resume(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        if (!shell.target().isDiverted()) {
            throw new UsageException("this is no diversion: all is as recorded");
        }
        shell.target().leaveDiversion();
        shell.printWhere();
    }

    /** {@code continue} in a diversion. */
    static void forward(ShellCommands shell, Travel travel) {
        show(shell, travel.runDiversion(new ArrayList<>(shell.breakpoints().values())), travel);
    }

    /** {@code stepi} in a diversion. */
    static void step(ShellCommands shell, Travel travel, long count) {
        DiversionHalt halt = travel.stepDiversion();
        for (long i = 1;
                i < count
                        && halt.kind() == DiversionHalt.Kind.STEPPED
                        && !shell.target().isCancelled();
                i++) {
            halt = travel.stepDiversion();
        }
        show(shell, halt, travel);
    }

    private static void show(ShellCommands shell, DiversionHalt halt, Travel travel) {
        String what = switch (halt.kind()) {
            case STEPPED -> "";
            case STOP -> halt.breakpoint().map(Breakpoint::text).orElse("a stop");
            case OVER -> "all tasks have ended";
            case ALL_WAIT -> "every task waits for something that none of them will do";
            case SIGNAL -> "signal " + Signals.name(halt.signal()) + ", which a diversion does not deliver";
            case CANCELLED -> "cancelled";
        };
        if (halt.kind() != DiversionHalt.Kind.STEPPED && halt.output().length > 0) {
            shell.print("DIVERSION: it has printed");
            shell.printForeign(new String(halt.output(), StandardCharsets.UTF_8));
        }
        halt.refused()
                .forEach((call, times) ->
                        shell.print("DIVERSION: refused " + call + ", " + times + (times == 1 ? " time" : " times")));
        if (!what.isEmpty()) {
            shell.print("DIVERSION: " + what);
        }
        halt.task().ifPresent(task -> shell.print(line(shell, travel, task)));
    }

    /** One line of where it stands. */
    static String line(ShellCommands shell, Travel travel, TaskUid task) {
        long ip = shell.target().live().registers(task).ip();
        List<CodeLine> code = shell.target().live().code().disassemble(task, ip, 1);
        String next = code.isEmpty() ? "" : "  " + code.get(0).place() + "  " + Instructions.text(code.get(0));
        return "DIVERSION from " + travel.place() + "  task " + task + "  0x" + Long.toHexString(ip) + next;
    }

    /** The task that the diversion stands in, if there is one. */
    static Optional<TaskUid> current(Travel travel) {
        return travel.isDiverted() ? travel.running() : Optional.empty();
    }
}
