package dev.jrr.kernel;

/**
 * An array of struct iovec (readv(2), process_vm_readv(2)).
 *
 * @param isRead whether the call reads the buffers
 * @param isWritten whether the call writes them
 */
record IoVector(boolean isRead, boolean isWritten) implements Irregular {
    static final int ELEMENT = 16;

    /** UIO_MAXIOV: more are refused with EINVAL. */
    private static final int MOST_ELEMENTS = 1024;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        if (isWritten && (!call.isExit() || call.result() > 0)) {
            addBuffers(call, argument, call.argument(argument), shape.most().of(call), call.result());
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        long count = shape.most().of(call);
        captures.structure(argument, call.argument(argument), count * ELEMENT);
        if (isRead) {
            captureBuffers(call, argument, call.argument(argument), count, captures);
        }
    }

    /**
     * Adds the buffers of an array: all of them at the entry, the first {@code transferred} bytes of
     * them at the exit.
     */
    static void addBuffers(Call call, int argument, long array, long count, long transferred) {
        byte[] elements = read(call, array, count);
        long left = call.isExit() ? transferred : Long.MAX_VALUE;
        for (int at = 0; at + ELEMENT <= elements.length && left > 0; at += ELEMENT) {
            long length = bounded(Bytes.i64(elements, at + 8), left);
            call.addIndirect(argument, Bytes.i64(elements, at), length);
            left -= length;
        }
    }

    /** Captures the first bytes of the buffers, within the limit for one buffer in all. */
    static void captureBuffers(Call call, int argument, long array, long count, CaptureList captures) {
        byte[] elements = read(call, array, count);
        long left = captures.bufferLimit();
        for (int at = 0; at + ELEMENT <= elements.length && left > 0; at += ELEMENT) {
            long length = bounded(Bytes.i64(elements, at + 8), left);
            captures.buffer(argument, Bytes.i64(elements, at), length);
            left -= length;
        }
    }

    private static byte[] read(Call call, long array, long count) {
        if (array == 0 || count <= 0 || count > MOST_ELEMENTS) {
            return new byte[0];
        }
        return call.memory().read(array, (int) count * ELEMENT);
    }

    private static long bounded(long length, long limit) {
        return Math.min(length < 0 ? Count.MOST : length, limit);
    }
}
