package dev.jrr.kernel;

/** clone3(2)'s struct clone_args: flags, pidfd, child_tid and parent_tid at 0, 8, 16 and 24. */
final class CloneArguments implements Irregular {
    private static final int PAGE = 4096;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        byte[] arguments = call.whole(call.argument(argument), 32);
        if (arguments.length == 0 || (call.isExit() && call.result() <= 0)) {
            return;
        }
        long flags = Bytes.i64(arguments, 0);
        if ((flags & CloneParent.CLONE_PIDFD) != 0) {
            call.addIndirect(argument, Bytes.i64(arguments, 8), 4);
        }
        if ((flags & CloneParent.CLONE_PARENT_SETTID) != 0) {
            call.addIndirect(argument, Bytes.i64(arguments, 24), 4);
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        captures.structure(
                argument, call.argument(argument), Math.min(PAGE, shape.most().of(call)));
    }
}
