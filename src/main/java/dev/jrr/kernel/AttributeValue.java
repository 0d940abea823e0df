package dev.jrr.kernel;

/** The struct xattr_args of getxattrat(2) and setxattrat(2): value, size and flags at 0, 8 and 12. */
record AttributeValue(boolean isWritten) implements Irregular {
    /** XATTR_SIZE_MAX. */
    private static final long LONGEST = 65536;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        byte[] arguments = call.whole(call.argument(argument), 16);
        if (isWritten && arguments.length > 0) {
            long length = Math.min(Bytes.u32(arguments, 8), LONGEST);
            call.addIndirect(
                    argument, Bytes.i64(arguments, 0), call.isExit() ? Math.min(length, call.result()) : length);
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        byte[] arguments = call.whole(call.argument(argument), 16);
        captures.add(argument, call.argument(argument), arguments);
        if (!isWritten) {
            captures.buffer(argument, Bytes.i64(arguments, 0), Bytes.u32(arguments, 8));
        }
    }
}
