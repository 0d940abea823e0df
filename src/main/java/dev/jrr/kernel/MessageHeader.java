package dev.jrr.kernel;

/**
 * A struct msghdr, or an array of struct mmsghdr (recvmsg(2), recvmmsg(2)): name, namelen, iov,
 * iovlen, control, controllen and flags at 0, 8, 16, 24, 32, 40 and 48; of a mmsghdr, the length of
 * the message at 56.
 *
 * @param isReceived whether the call fills the messages
 * @param isArray whether the argument points to an array of mmsghdr
 */
record MessageHeader(boolean isReceived, boolean isArray) implements Irregular {
    private static final int SIZE = 56;
    private static final int ARRAY_ELEMENT = 64;
    private static final int LONGEST_NAME = 128;

    /** The most that net.core.optmem_max is ever set to, generously. */
    private static final long LONGEST_CONTROL = 1 << 20;

    private static final int CONTROL_SHOWN = 256;
    private static final int MOST_MESSAGES = 1024;
    private static final int MESSAGES_SHOWN = 4;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        if (call.isExit() && call.result() < 0) {
            return;
        }
        long address = call.argument(argument);
        if (!isArray) {
            if (isReceived) {
                call.add(new Region(argument, true, true, address, SIZE));
                addMessage(call, argument, address, call.result());
            }
            return;
        }
        long count = Math.min(call.isExit() ? call.result() : shape.most().of(call), MOST_MESSAGES);
        if (isReceived) {
            call.add(new Region(argument, true, true, address, count * ARRAY_ELEMENT));
        }
        for (int i = 0; i < count; i++) {
            long header = address + (long) i * ARRAY_ELEMENT;
            if (isReceived) {
                addMessage(call, argument, header, call.unsignedInt(header + SIZE));
            } else {
                call.addIndirect(argument, header + SIZE, 4);
            }
        }
    }

    private static void addMessage(Call call, int argument, long address, long length) {
        byte[] header = call.whole(address, SIZE);
        if (header.length == 0) {
            return;
        }
        call.addIndirect(argument, Bytes.i64(header, 0), Math.min(Bytes.u32(header, 8), LONGEST_NAME));
        IoVector.addBuffers(call, argument, Bytes.i64(header, 16), Bytes.i64(header, 24), length);
        long control = Bytes.i64(header, 40);
        call.addIndirect(argument, Bytes.i64(header, 32), Math.min(Math.max(0, control), LONGEST_CONTROL));
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        long address = call.argument(argument);
        int size = isArray ? ARRAY_ELEMENT : SIZE;
        long count = isArray ? Math.min(shape.most().of(call), MESSAGES_SHOWN) : 1;
        captures.structure(argument, address, count * size);
        for (int i = 0; i < count; i++) {
            captureMessage(call, argument, address + (long) i * size, captures);
        }
    }

    private void captureMessage(Call call, int argument, long address, CaptureList captures) {
        byte[] header = call.whole(address, SIZE);
        if (header.length == 0) {
            return;
        }
        long vector = Bytes.i64(header, 16);
        long count = Math.max(0, Math.min(Bytes.i64(header, 24), MOST_MESSAGES));
        captures.structure(argument, vector, count * IoVector.ELEMENT);
        if (!isReceived) {
            captures.structure(argument, Bytes.i64(header, 0), Math.min(Bytes.u32(header, 8), LONGEST_NAME));
            IoVector.captureBuffers(call, argument, vector, count, captures);
            long control = Math.max(0, Math.min(Bytes.i64(header, 40), CONTROL_SHOWN));
            captures.structure(argument, Bytes.i64(header, 32), control);
        }
    }
}
