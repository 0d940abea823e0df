package dev.jrr.kernel;

/**
 * The data of capget(2) and capset(2): one struct of 12 bytes in version 1, two of them in the
 * others. The version is the first word of what the first argument points to.
 */
final class CapabilityData implements Irregular {
    private static final long VERSION_1 = 0x19980330;

    @Override
    public void outputs(Call call, int argument, Shape shape) {
        boolean isGet = call.form().shapes().get(0).isWritten();
        if (isGet && (!call.isExit() || call.result() >= 0)) {
            call.add(new Region(argument, true, false, call.argument(argument), size(call)));
        }
    }

    @Override
    public void inputs(Call call, int argument, Shape shape, CaptureList captures) {
        if (!call.form().shapes().get(0).isWritten()) {
            captures.structure(argument, call.argument(argument), size(call));
        }
    }

    private static long size(Call call) {
        return call.unsignedInt(call.argument(0)) == VERSION_1 ? 12 : 24;
    }
}
