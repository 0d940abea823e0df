package dev.jrr.kernel;

import java.util.List;
import java.util.Set;

/**
 * One row of the system call table.
 *
 * @param number the x86-64 number
 * @param arguments in order; at most 6
 */
public record SyscallInfo(int number, String name, List<Argument> arguments, Set<Trait> traits) {
    public SyscallInfo {
        arguments = List.copyOf(arguments);
        traits = Set.copyOf(traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** One argument; {@code type} is the table's own name for what it is, such as "fd" or "path". */
    public record Argument(String name, String type) {}
}
