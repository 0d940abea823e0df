package dev.jrr.explore.shell;

import dev.jrr.base.UsageException;
import dev.jrr.explore.view.Live;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** An address as a person writes it: numbers, registers and symbols, added and subtracted. */
public final class AddressExpression {
    private AddressExpression() {}

    /**
     * The address that an expression means for a task where a replay stands.
     *
     * @throws UsageException if it means none; says which part is wrong
     */
    public static long evaluate(String text, Live live, TaskUid task) {
        return evaluate(
                text.replaceAll("\\s+", ""),
                () -> live.registers(task),
                name -> live.code().addresses(task, name).stream().findFirst().orElse(null));
    }

    /**
     * The address, modulo 2^64 as in the machine.
     *
     * @param registers asked for only if the text names one
     * @param symbols the address of a symbol, or null; asked only about what is neither number nor register
     */
    static long evaluate(String text, Supplier<Registers> registers, Function<String, Long> symbols) {
        long sum = 0;
        int position = 0;
        boolean negative = false;
        while (true) {
            int end = position;
            while (end < text.length() && text.charAt(end) != '+' && text.charAt(end) != '-') {
                end++;
            }
            long term = term(text.substring(position, end), text, registers, symbols);
            sum += negative ? -term : term;
            if (end == text.length()) {
                return sum;
            }
            negative = text.charAt(end) == '-';
            position = end + 1;
        }
    }

    private static long term(String term, String whole, Supplier<Registers> registers, Function<String, Long> symbols) {
        try {
            if (term.matches("0[xX][0-9a-fA-F]+")) {
                return Long.parseUnsignedLong(term.substring(2), 16);
            }
            if (term.matches("[0-9]+")) {
                return Long.parseUnsignedLong(term);
            }
        } catch (NumberFormatException e) {
            throw new UsageException("\"" + term + "\" does not fit into 64 bits");
        }
        String name = term.startsWith("$") ? term.substring(1) : term;
        Optional<Register> register = register(name);
        if (register.isPresent()) {
            return registers.get().get(register.get());
        }
        Long address = term.matches("[A-Za-z_~].*") ? symbols.apply(term) : null;
        if (address == null) {
            throw new UsageException("cannot read \"" + term + "\" in \"" + whole
                    + "\": neither a number nor a register nor a symbol that is known here");
        }
        return address;
    }

    /** The register of a name. */
    static Register named(String name) {
        return register(name).orElseThrow(() -> new UsageException("\"" + name + "\" is no register"));
    }

    /** Whether a name is a register's. */
    static boolean isRegister(String name) {
        return register(name).isPresent();
    }

    private static Optional<Register> register(String name) {
        String label = name.toLowerCase(Locale.ROOT);
        label = label.equals("pc") ? "rip" : label.equals("sp") ? "rsp" : label;
        for (Register register : Register.values()) {
            if (register.label().equals(label)) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }
}
