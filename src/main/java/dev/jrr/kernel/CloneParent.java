package dev.jrr.kernel;

/**
 * clone(2)'s parent_tid: takes the child's id, or with CLONE_PIDFD a file descriptor. What
 * CLONE_CHILD_SETTID writes belongs to the child.
 */
final class CloneParent implements Irregular {
    static final long CLONE_PIDFD = 0x1000;
    static final long CLONE_PARENT_SETTID = 0x100000;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        boolean isWritten = (call.argument(0) & (CLONE_PIDFD | CLONE_PARENT_SETTID)) != 0;
        if (isWritten && (!call.isExit() || call.result() > 0)) {
            call.add(new Region(argument, true, false, call.argument(argument), 4));
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {}
}
