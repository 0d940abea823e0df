package dev.jrr.explore.tui;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registers of the task looked at; those that changed bear a mark. */
final class RegistersTab {
    /** The order in which people look for them, not the kernel's. */
    private static final Register[] ORDER = {
        Register.RAX, Register.RBX, Register.RCX, Register.RDX,
        Register.RSI, Register.RDI, Register.RBP, Register.RSP,
        Register.R8, Register.R9, Register.R10, Register.R11,
        Register.R12, Register.R13, Register.R14, Register.R15,
        Register.RIP, Register.EFLAGS, Register.ORIG_RAX, Register.FS_BASE,
        Register.GS_BASE, Register.CS, Register.SS, Register.DS,
        Register.ES, Register.FS, Register.GS
    };

    private static final int CELL = 29;
    private static final String[] FLAGS = {"CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF"};

    private RegistersTab() {}

    static Content content(Model model, int width) {
        Optional<Registers> registers = model.registers();
        if (registers.isEmpty()) {
            return Content.of(List.of(Waiting.line(model)));
        }
        Optional<Registers> before = model.registersBefore();
        int columns = width >= 2 * CELL ? 2 : 1;
        int rows = (ORDER.length + columns - 1) / columns;
        List<Line> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Line.Span> spans = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                int index = column * rows + row;
                if (index < ORDER.length) {
                    spans.add(cell(ORDER[index], registers.get(), before));
                }
            }
            lines.add(new Line(spans));
        }
        lines.add(Line.of("  flags: " + flags(registers.get().get(Register.EFLAGS)), Style.DIM));
        return Content.of(lines);
    }

    private static Line.Span cell(Register register, Registers now, Optional<Registers> before) {
        long value = now.get(register);
        boolean changed = before.isPresent() && before.get().get(register) != value;
        String text = String.format("%s %-8s 0x%-16x", changed ? "*" : " ", register.label(), value);
        return Line.span(text, changed ? Style.CHANGED : Style.NORMAL);
    }

    private static String flags(long value) {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < FLAGS.length; bit++) {
            if ((value >> bit & 1) != 0 && !FLAGS[bit].isEmpty()) {
                set.add(FLAGS[bit]);
            }
        }
        return set.isEmpty() ? "none" : String.join(" ", set);
    }
}
