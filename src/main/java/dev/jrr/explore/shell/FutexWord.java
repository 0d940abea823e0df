package dev.jrr.explore.shell;

import dev.jrr.base.Hex;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.MemoryStretch;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.AddressNames;
import dev.jrr.explore.view.FutexCall;
import dev.jrr.explore.view.FutexHistory;
import dev.jrr.explore.view.Live;
import dev.jrr.explore.view.Locks;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The word that shows futex calls, a table for each task. */
final class FutexWord {
    private static final int CALLS_OF_EACH = 8;
    private static final int CALLS_OF_ONE = 30;
    private static final String FORMAT = "%s%9s  %-28s  %-38s  %-28s  %-9s  %s";

    private FutexWord() {}

    static void show(ShellCommands shell, ShellArguments arguments) {
        String wanted = arguments.optional("");
        List<TaskView> alive = shell.target().live().tasks();
        List<TaskView> shown = alive.stream()
                .filter(task -> wanted.isEmpty() || task.task().toString().equals(wanted))
                .toList();
        if (shown.isEmpty()) {
            throw new UsageException(
                    wanted.isEmpty()
                            ? "no task is alive here"
                            : "no task " + wanted + " is alive here; tasks lists them");
        }
        Map<TaskUid, List<FutexCall>> calls = FutexHistory.upTo(
                shell.frames(),
                shell.target().position(),
                shown.stream().map(TaskView::task).toList(),
                wanted.isEmpty() ? CALLS_OF_EACH : CALLS_OF_ONE);
        for (TaskView task : shown) {
            print(shell, task, calls.get(task.task()));
        }
    }

    static void locks(ShellCommands shell, ShellArguments arguments) {
        arguments.none();
        Locks locks = Locks.at(
                shell.frames(), shell.target().position(), shell.target().live());
        List<String> sentences = locks.sentences();
        if (sentences.isEmpty()) {
            shell.print("no task waits on a futex here");
        }
        sentences.forEach(shell::print);
    }

    private static void print(ShellCommands shell, TaskView task, List<FutexCall> calls) {
        String title = "task " + task.task() + " (" + task.name() + ")";
        if (calls.isEmpty()) {
            shell.print(title + ": no futex call up to here");
            return;
        }
        shell.print(title);
        shell.print(
                String.format(Locale.ROOT, FORMAT, " ", "frame", "operation", "address", "word", "result", "handled"));
        Live live = shell.target().live();
        AddressNames names = new AddressNames(live.maps(task.task()));
        for (int i = calls.size() - 1; i >= 0; i--) {
            FutexCall call = calls.get(i);
            boolean here = call.frame() == shell.target().position();
            shell.print(line(here, here ? withWord(live, task.task(), call) : call, names));
        }
    }

    /** Older traces do not tell what stood at the address; the memory at this very place does. */
    private static FutexCall withWord(Live live, TaskUid task, FutexCall call) {
        if (call.found().isPresent()) {
            return call;
        }
        List<MemoryStretch> word = live.read(task, call.address(), Integer.BYTES);
        return word.size() == 1 ? call.withFound(word.get(0).bytes()) : call;
    }

    private static String line(boolean here, FutexCall call, AddressNames names) {
        String second =
                call.second().isPresent() ? " and " + address(call.second().getAsLong(), names) : "";
        return String.format(
                Locale.ROOT,
                FORMAT,
                here ? ">" : " ",
                call.frame(),
                call.operation(),
                address(call.address(), names) + second,
                call.words(),
                call.result(),
                call.handled());
    }

    private static String address(long address, AddressNames names) {
        String name = names.of(address);
        return name.isEmpty() ? Hex.of(address) : Hex.of(address) + " " + name;
    }
}
