package dev.jrr.kernel;

import dev.jrr.base.Hex;
import dev.jrr.model.Event;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A system call's frame as a person reads it. */
final class SyscallText {
    private static final long LAST_ERROR = 4095;

    private SyscallText() {}

    static String of(TraceFrame frame, Event.Syscall call) {
        boolean isWaiting = call.phase() == Event.Phase.ENTERED;
        Registers entry = frame.entryRegisters();
        Optional<SyscallInfo> info = SyscallTable.byNumber(call.number());
        String name = SyscallTable.name(call.number());
        StringBuilder text = new StringBuilder();
        text.append(call.phase() == Event.Phase.LEFT ? "<... " + name + " resumed> " : name + "(");
        String suffix = "";
        if (info.isEmpty()) {
            text.append(ArgumentText.unknown(entry));
        } else {
            ArgumentText arguments = new ArgumentText(
                    info.get(),
                    entry,
                    call.result(),
                    isWaiting,
                    new ArgumentText.Inputs(call.inputs(), call.fdNames()),
                    frame);
            text.append(arguments.all());
            suffix = arguments.suffix();
        }
        text.append(')');
        // These two never return, so nothing is waited for.
        boolean isEnd = isWaiting && (name.equals("exit") || name.equals("exit_group"));
        text.append(
                isEnd
                        ? " = ?"
                        : isWaiting ? " <waiting>" : " = " + result(call.number(), entry, call.result()) + suffix);
        return text.append(handling(call.handling())).toString();
    }

    static String of(TraceFrame frame, Event.Exec exec) {
        String name = SyscallTable.name(exec.number());
        Optional<SyscallInfo> info = SyscallTable.byNumber(exec.number());
        if (exec.inputs().isEmpty() || info.isEmpty()) {
            StringBuilder text = new StringBuilder(name)
                    .append('(')
                    .append(quoted(exec.image().path()));
            text.append(", [");
            for (int i = 0; i < exec.image().argv().size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(quoted(exec.image().argv().get(i)));
            }
            return text.append("], ...) = 0").toString();
        }
        ArgumentText arguments = new ArgumentText(
                info.get(), exec.entry(), 0, true, new ArgumentText.Inputs(exec.inputs(), List.of()), frame);
        return name + "(" + arguments.all() + ") = 0";
    }

    private static String quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Quoted.text(bytes, 0, bytes.length);
    }

    private static String handling(Event.Handling handling) {
        return switch (handling) {
            case TRACED, BUFFERED, USER_SPACE -> "";
            case GENERIC -> " [generic]";
            case REFUSED -> " [refused]";
        };
    }

    private static String result(int number, Registers entry, long result) {
        if (result < 0 && result >= -LAST_ERROR) {
            int error = (int) -result;
            return (Errno.isRestart(result) ? "? " : "-1 ") + Errno.name(error) + " (" + Errno.text(error) + ")";
        }
        return switch (SyscallTable.name(number)) {
            case "fcntl" -> fcntl((int) entry.argument(1), result);
            case "umask" -> ValueText.octal(result);
            case "personality" -> Hex.of(result);
            default -> SyscallTable.isAddressResult(number) ? Hex.of(result) : Long.toString(result);
        };
    }

    private static String fcntl(int command, long result) {
        return switch (command) {
            case 1 -> result == 0 ? "0" : Hex.of(result) + " (flags " + Constants.text("fdflag", result) + ")";
            case 3 -> Hex.of(result) + " (flags " + Constants.text("open", result) + ")";
            case 1034 -> Hex.of(result) + " (seals " + Constants.text("seal", result) + ")";
            default -> Long.toString(result);
        };
    }
}
