package dev.jrr.kernel;

/** The struct ifconf of SIOCGIFCONF (netdevice(7)): a length and a pointer at 0 and 8. */
final class InterfaceList implements Irregular {
    private static final int SIZE = 16;
    private static final long LONGEST = 1 << 20;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        if (call.isExit() && call.result() < 0) {
            return;
        }
        long address = call.argument(argument);
        byte[] list = call.whole(address, SIZE);
        call.add(new Region(argument, true, true, address, SIZE));
        call.addIndirect(argument, Bytes.i64(list, 8), Math.max(0, Math.min(Bytes.i32(list, 0), LONGEST)));
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        captures.structure(argument, call.argument(argument), SIZE);
    }
}
