package dev.jrr.kernel;

import dev.jrr.model.Capture;
import dev.jrr.model.Registers;
import java.util.List;

/**
 * What a system call of the table reads and writes in the memory of the task that makes it.
 *
 * <p>A call that the kernel goes on with as restart_syscall has the effects of the original call: the
 * argument registers are still those of the original, so ask for the original's row.
 *
 * <p>What a call writes into the memory of a task that it creates (CLONE_CHILD_SETTID), and what the
 * kernel writes when a task ends (CLONE_CHILD_CLEARTID, robust futexes), is not here.
 */
public final class SyscallEffects {
    private SyscallEffects() {}

    /**
     * Whether the other methods know all that this call does: false for an operation of ioctl, fcntl,
     * prctl, futex and the like that no table knows, and whose arguments are then a guess.
     */
    public static boolean isKnown(SyscallInfo call, Registers entry) {
        return Form.of(call, entry).isKnown();
    }

    /**
     * What the call may write, known at its entry: upper bounds.
     *
     * @param entry the registers at entry
     */
    public static List<Region> mayWrite(SyscallInfo call, Registers entry, MemoryReader memory) {
        Call view = Call.atEntry(Form.of(call, entry), entry, memory);
        List<Shape> shapes = view.form().shapes();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            if (shape.isWritten()) {
                view.add(region(i, shape, entry, shape.mostBytes(view)));
            } else if (shape.kind() == Shape.Kind.OWN) {
                Irregular.of(shape).outputs(view, i, shape);
            }
        }
        return view.regions();
    }

    /**
     * What the call has written, known at its exit. It may name bytes that the call left as they
     * were, where the kernel's rule needs more than is known at the exit.
     *
     * @param entry the registers at entry
     * @param result also the kernel's own codes (ERESTARTSYS and others, -512 to -516)
     * @param memory the memory as it is after the call
     */
    public static List<Region> written(SyscallInfo call, Registers entry, long result, MemoryReader memory) {
        Call view = Call.atExit(Form.of(call, entry), entry, result, memory);
        List<Shape> shapes = view.form().shapes();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            if (!shape.when().holds(result) && shape.kind() != Shape.Kind.OWN) {
                continue;
            }
            if (shape.isWritten()) {
                view.add(region(i, shape, entry, shape.writtenBytes(view)));
            } else if (shape.kind() == Shape.Kind.OWN) {
                Irregular.of(shape).outputs(view, i, shape);
            }
        }
        return view.regions();
    }

    /**
     * What the call's arguments point to, for people to read and for replay to compare: whole
     * paths and other strings, the small structures it reads, and the first {@code bufferLimit}
     * bytes of buffers that it reads. An argument may have several: the structure it points to, and
     * what that points to, each with its own address. Of execve, argv is one: its strings one after
     * the other, each with its zero.
     */
    public static List<Capture> inputs(SyscallInfo call, Registers entry, MemoryReader memory, int bufferLimit) {
        Call view = Call.atEntry(Form.of(call, entry), entry, memory);
        CaptureList captures = new CaptureList(memory, bufferLimit);
        List<Shape> shapes = view.form().shapes();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            long address = entry.argument(i);
            switch (shape.kind()) {
                case STRING -> captures.string(i, address);
                case READ, BOTH -> {
                    if (isBuffer(shape)) {
                        captures.buffer(i, address, shape.mostBytes(view));
                    } else {
                        captures.structure(i, address, shape.mostBytes(view));
                    }
                }
                case OWN -> Irregular.of(shape).inputs(view, i, shape, captures);
                case VALUE, WRITTEN -> {}
            }
        }
        return captures.captures();
    }

    private static Region region(int argument, Shape shape, Registers entry, long length) {
        return new Region(argument, true, shape.isRead(), entry.argument(argument), length);
    }

    private static boolean isBuffer(Shape shape) {
        return switch (shape.name()) {
            case "buf", "bytes", "msgbuf", "optval" -> true;
            default -> false;
        };
    }
}
