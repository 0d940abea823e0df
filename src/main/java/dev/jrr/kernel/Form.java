package dev.jrr.kernel;

import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one call's arguments mean: the row of the call, or, where an argument such as ioctl's request
 * selects the meaning of the others, the row of that request.
 *
 * @param variant the name of the selecting argument's value, or empty
 * @param selector the index of the selecting argument, or -1
 * @param arguments by index, as many as mean something
 * @param shapes of the arguments, by index
 * @param isKnown false if the selecting argument has a value that no table knows
 */
record Form(
        String variant,
        int selector,
        List<SyscallInfo.Argument> arguments,
        List<Shape> shapes,
        Set<Trait> traits,
        boolean isKnown) {
    static Form of(SyscallInfo call, Registers entry) {
        Variants variants = Variants.of(call.name());
        return variants == null ? plain(call, -1, true) : variants.form(call, entry);
    }

    static Form plain(SyscallInfo call, int selector, boolean isKnown) {
        List<Shape> shapes = new ArrayList<>(6);
        for (SyscallInfo.Argument argument : call.arguments()) {
            shapes.add(SyscallTable.shape(argument.type()));
        }
        return new Form("", selector, call.arguments(), shapes, call.traits(), isKnown);
    }
}
