package dev.jrr.kernel;

/**
 * The struct ifreq of SIOCETHTOOL: 16 bytes of name, then a pointer to a structure whose size depends
 * on the command in its first word. A bound stands for that size, because only drivers know it.
 */
final class EthtoolRequest implements Irregular {
    private static final int SIZE = 40;
    private static final long LONGEST = 4096;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        if (call.isExit() && call.result() < 0) {
            return;
        }
        byte[] request = call.whole(call.argument(argument), SIZE);
        call.add(new Region(argument, true, true, call.argument(argument), SIZE));
        long data = Bytes.i64(request, 16);
        // What can be read of it: the page after a small structure need not be there.
        int readable = data == 0 ? 0 : call.memory().read(data, (int) LONGEST).length;
        call.add(new Region(argument, false, true, data, readable));
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        captures.structure(argument, call.argument(argument), SIZE);
    }
}
