package dev.jrr.kernel;

import dev.jrr.base.Check;
import java.util.Map;

/** An argument whose effects the table's language cannot say. The table names it with "~". */
interface Irregular {
    Map<String, Irregular> BY_NAME = Map.ofEntries(
            Map.entry("iovec_out", new IoVector(false, true)),
            Map.entry("iovec_in", new IoVector(true, false)),
            Map.entry("iovec_both", new IoVector(true, true)),
            Map.entry("iovec_addresses", new IoVector(false, false)),
            Map.entry("sendmsg", new MessageHeader(false, false)),
            Map.entry("recvmsg", new MessageHeader(true, false)),
            Map.entry("sendmmsg", new MessageHeader(false, true)),
            Map.entry("recvmmsg", new MessageHeader(true, true)),
            Map.entry("clone_parent", new CloneParent()),
            Map.entry("clone_args", new CloneArguments()),
            Map.entry("argv", new ArgumentVector()),
            Map.entry("sigset_argument", new SignalSetArgument()),
            Map.entry("cap_data", new CapabilityData()),
            Map.entry("file_handle", new SizedStructure(8, 0, 1, 128)),
            Map.entry("fiemap", new SizedStructure(32, 24, 56, 1 << 16)),
            Map.entry("dedupe_range", new SizedStructure(24, 16, 32, 1 << 16)),
            Map.entry("xattr_get", new AttributeValue(true)),
            Map.entry("xattr_set", new AttributeValue(false)),
            Map.entry("ifconf", new InterfaceList()),
            Map.entry("ethtool", new EthtoolRequest()));

    static Irregular of(Shape shape) {
        Irregular rule = BY_NAME.get(shape.name());
        Check.that(rule != null, "no rule %s", shape.name());
        return rule;
    }

    /** Adds to the call what it may write (at its entry) or has written (at its exit). */
    void outputs(Call call, int argument, Shape shape);

    /** Adds what the call reads. */
    void inputs(Call call, int argument, Shape shape, CaptureList captures);
}
