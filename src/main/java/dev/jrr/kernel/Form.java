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
    private static final Form[] ONLY = new Form[512];

    static Form of(SyscallInfo call, Registers entry) {
        Variants variants = Variants.of(call.name());
        return variants == null ? only(call) : variants.form(call, entry);
    }

    /** The form of a call that has only one; kept, because every event asks for it several times. */
    private static Form only(SyscallInfo call) {
        int number = call.number();
        if (number < 0 || number >= ONLY.length) {
            return plain(call, -1, true);
        }
        Form form = ONLY[number];
        if (form == null || form.arguments() != call.arguments()) {
            form = plain(call, -1, true);
            ONLY[number] = form;
        }
        return form;
    }

    static Form plain(SyscallInfo call, int selector, boolean isKnown) {
        List<Shape> shapes = new ArrayList<>(6);
        for (SyscallInfo.Argument argument : call.arguments()) {
            shapes.add(SyscallTable.shape(argument.type()));
        }
        return new Form("", selector, call.arguments(), List.copyOf(shapes), call.traits(), isKnown);
    }
}
