package dev.jrr.explore.view;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One register.
 *
 * @param changed whether it differs from what it was at the position before
 */
public record RegisterRow(Register register, long value, boolean changed) {
    /** In the order in which people look for them, not the kernel's. */
    private static final List<Register> ORDER = List.of(
            Register.RIP,
            Register.RSP,
            Register.RBP,
            Register.RAX,
            Register.RBX,
            Register.RCX,
            Register.RDX,
            Register.RSI,
            Register.RDI,
            Register.R8,
            Register.R9,
            Register.R10,
            Register.R11,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15,
            Register.EFLAGS,
            Register.ORIG_RAX,
            Register.FS_BASE,
            Register.GS_BASE,
            Register.CS,
            Register.SS,
            Register.DS,
            Register.ES,
            Register.FS,
            Register.GS);

    private static final String[] FLAGS = {"CF", null, "PF", null, "AF", null, "ZF", "SF", "TF", "IF", "DF", "OF"};

    /** All registers. {@code before} is empty where there is nothing to compare with. */
    public static List<RegisterRow> of(Registers now, Optional<Registers> before) {
        List<RegisterRow> rows = new ArrayList<>();
        for (Register register : ORDER) {
            boolean changed = before.isPresent() && before.get().get(register) != now.get(register);
            rows.add(new RegisterRow(register, now.get(register), changed));
        }
        return rows;
    }

    /** Name, sixteen digits, and what they mean where that can be said. */
    public String line() {
        String meaning = meaning();
        return String.format(Locale.ROOT, "%-8s %016x", register.label(), value)
                + (meaning.isEmpty() ? "" : "  " + meaning);
    }

    /** The flags that are set, or the number in decimal if it is a small one; else empty. */
    public String meaning() {
        if (register == Register.EFLAGS) {
            StringBuilder names = new StringBuilder();
            for (int bit = 0; bit < FLAGS.length; bit++) {
                if (FLAGS[bit] != null && (value & (1L << bit)) != 0) {
                    names.append(names.length() == 0 ? "" : " ").append(FLAGS[bit]);
                }
            }
            return names.toString();
        }
        return value > -1_000_000 && value < 1_000_000 ? Long.toString(value) : "";
    }
}
