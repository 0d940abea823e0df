package dev.jrr.kernel;

/**
 * A structure that says itself how many elements follow its head, and that the call reads and writes:
 * name_to_handle_at(2)'s file_handle, and the ioctls FS_IOC_FIEMAP and FIDEDUPERANGE.
 *
 * @param head bytes before the elements
 * @param countOffset where the count stands
 * @param element bytes of one
 * @param most bytes that the elements can take
 */
record SizedStructure(int head, int countOffset, int element, int most) implements Irregular {
    @Override
    public void outputs(Call call, int argument, Shape shape) {
        // name_to_handle_at gives the size that it needs when it fails with EOVERFLOW.
        if (!call.isExit() || call.result() >= 0 || call.result() == -Errno.EOVERFLOW) {
            call.add(new Region(argument, true, true, call.argument(argument), size(call, argument)));
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        captures.structure(argument, call.argument(argument), head);
    }

    private long size(Call call, int argument) {
        byte[] bytes = call.whole(call.argument(argument), head);
        long count = countOffset == 16 ? Bytes.u16(bytes, countOffset) : Bytes.u32(bytes, countOffset);
        return head + Math.min(count * element, most);
    }
}
