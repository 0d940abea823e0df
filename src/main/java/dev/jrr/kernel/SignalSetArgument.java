package dev.jrr.kernel;

/** pselect6(2)'s sixth argument: a pointer to a signal set, and the set's size. */
final class SignalSetArgument implements Irregular {
    @Override
    public void outputs(Call call, int argument, Shape shape) {}

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        long address = call.argument(argument);
        byte[] pair = call.whole(address, 16);
        captures.add(argument, address, pair);
        captures.structure(argument, Bytes.i64(pair, 0), Math.max(0, Math.min(Bytes.i64(pair, 8), 128)));
    }
}
