package dev.jrr.kernel;

import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import dev.jrr.model.TraceFrame;
import java.util.Arrays;
import java.util.List;

/** The arguments of one system call, from what its frame keeps. */
final class ArgumentText {
    /** No structure or start of a buffer that is shown is longer. */
    private static final int MOST_BYTES = 65536;

    private final SyscallInfo info;
    private final Form form;
    private final Registers entry;
    private final long result;
    private final boolean isWaiting;
    private final List<Event.FdName> fdNames;
    private final KnownMemory before;
    private final KnownMemory after;
    private final KnownMemory all;
    private final Call call;

    ArgumentText(SyscallInfo info, Registers entry, long result, boolean isWaiting, Inputs inputs, TraceFrame frame) {
        this.info = info;
        this.form = Form.of(info, entry);
        this.entry = entry;
        this.result = result;
        this.isWaiting = isWaiting;
        this.fdNames = inputs.fdNames();
        List<MemoryWrite> writes = isWaiting ? List.of() : frame.writes();
        this.before = KnownMemory.before(inputs.captures());
        this.after = KnownMemory.after(writes);
        this.all = KnownMemory.afterOrBefore(inputs.captures(), writes);
        this.call = isWaiting ? Call.atEntry(form, entry, before) : Call.atExit(form, entry, result, all);
    }

    /** What a frame keeps of the call's entry. */
    record Inputs(List<Capture> captures, List<Event.FdName> fdNames) {}

    Form form() {
        return form;
    }

    KnownMemory before() {
        return before;
    }

    KnownMemory after() {
        return after;
    }

    /** The arguments with commas between them. */
    String all() {
        StringBuilder text = new StringBuilder();
        int count = shown();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(argument(i));
        }
        return text.toString();
    }

    /** How many arguments mean something. */
    private int shown() {
        int count = form.arguments().size();
        return switch (info.name()) {
            case "open" -> creates(1) ? count : 2;
            case "openat" -> creates(2) ? count : 3;
            case "mq_open" -> creates(1) ? count : 2;
            // MREMAP_FIXED and MREMAP_DONTUNMAP take an address.
            case "mremap" -> (entry.argument(3) & 6) != 0 ? count : 4;
            default -> count;
        };
    }

    /** Whether open flags have O_CREAT or O_TMPFILE, and so a mode. */
    private boolean creates(int flags) {
        return (entry.argument(flags) & 020000100) != 0;
    }

    private String argument(int index) {
        Shape shape = form.shapes().get(index);
        String type = form.arguments().get(index).type();
        long value = entry.argument(index);
        if (index == form.selector()) {
            return OperationText.of(info.name(), form, value);
        }
        if (form.arguments().get(index).name().startsWith("uaddr")) {
            return ValueText.pointer(value);
        }
        return switch (shape.kind()) {
            case VALUE -> value(index, type, value);
            case STRING -> {
                byte[] bytes = value == 0 ? new byte[0] : before.read(value, MOST_BYTES);
                yield bytes.length == 0 ? ValueText.pointer(value) : Quoted.string(bytes);
            }
            case READ -> input(shape, value);
            case WRITTEN -> output(shape, value);
            case BOTH -> both(shape, value);
            case OWN -> own(index, shape, value);
        };
    }

    private String value(int index, String type, long value) {
        if (type.equals("fd") || type.equals("dirfd")) {
            String number = ValueText.of(type, value);
            for (Event.FdName name : fdNames) {
                if (name.argument() == index) {
                    return number + "<" + name.name() + ">";
                }
            }
            return number;
        }
        if (type.equals("flags.clone") && info.name().equals("clone")) {
            // The low byte is the signal that the child sends when it ends.
            String flags = Constants.text("clone", value & ~0xffL);
            long signal = value & 0xff;
            return signal == 0 ? flags : (value == signal ? "" : flags + "|") + Signals.name((int) signal);
        }
        if (type.equals("flags.ipcget") || type.equals("flags.sched")) {
            return type.equals("flags.sched") ? Constants.text("sched", value & 0xffffffffL) : ipcFlags(value);
        }
        if (index == 2 && info.name().endsWith("etsockopt")) {
            long level = entry.argument(1) & 0xffffffffL;
            return Constants.enumerated("sockopt" + level, value, Integer.toString((int) value));
        }
        if (index == 2 && (info.name().equals("socket") || info.name().equals("socketpair"))) {
            return protocol((int) entry.argument(0), (int) value);
        }
        if (type.equals("ptr") && info.name().startsWith("exec")) {
            return value == 0 ? "NULL" : "...";
        }
        return ValueText.of(type, value);
    }

    private static String ipcFlags(long value) {
        String flags = (value & ~0777L) == 0 ? "" : Constants.text("ipcget", value & 0xfffffe00L) + "|";
        return flags + ValueText.octal(value & 0777);
    }

    private static String protocol(int domain, int protocol) {
        String set = domain == 2 || domain == 10 ? "ipproto" : domain == 16 ? "netlink" : "";
        return set.isEmpty() ? Integer.toString(protocol) : Constants.text(set, protocol);
    }

    private String input(Shape shape, long address) {
        byte[] bytes = before.read(address, MOST_BYTES);
        if (address == 0 || bytes.length == 0) {
            return ValueText.pointer(address);
        }
        return PointedText.of(shape, bytes, shape.mostBytes(call), before);
    }

    private String output(Shape shape, long address) {
        long length = isWaiting || !shape.when().holds(result) ? 0 : shape.writtenBytes(call);
        byte[] bytes = length == 0 ? new byte[0] : after.read(address, (int) Math.min(length, MOST_BYTES));
        if (bytes.length > 0) {
            return PointedText.of(shape, bytes, length, after);
        }
        boolean isEmptyBuffer = shape.name().equals("buf") && result == 0 && !isWaiting && address != 0;
        return isEmptyBuffer ? "\"\"" : ValueText.pointer(address);
    }

    /** Both are shown where they differ: {@code [128 => 16]}. */
    private String both(Shape shape, long address) {
        String old = input(shape, address);
        if (isWaiting || hasSuffix() || address == 0 || !shape.when().holds(result)) {
            return old;
        }
        long length = shape.writtenBytes(call);
        byte[] bytes = after.read(address, (int) Math.min(length, MOST_BYTES));
        if (bytes.length == 0) {
            return old;
        }
        String now = PointedText.of(shape, bytes, length, after);
        if (now.equals(old) || before.read(address, 1).length == 0) {
            return now;
        }
        boolean isNumber = old.startsWith("[") && now.startsWith("[");
        return isNumber ? old.substring(0, old.length() - 1) + " => " + now.substring(1) : old + " => " + now;
    }

    /** Whether what the call writes is shown after its result. */
    boolean hasSuffix() {
        return switch (info.name()) {
            case "poll", "ppoll", "select", "pselect6" -> true;
            default -> false;
        };
    }

    private String own(int index, Shape shape, long address) {
        long transferred = isWaiting || result < 0 ? Long.MAX_VALUE : result;
        return switch (shape.name()) {
            case "iovec_out", "iovec_in", "iovec_both", "iovec_addresses" -> {
                boolean isOutput = shape.name().equals("iovec_out");
                byte[] array = before.read(address, 1024);
                yield array.length == 0
                        ? ValueText.pointer(address)
                        : MessageText.vector(
                                array,
                                shape.most().of(call),
                                isOutput ? after : before,
                                isOutput ? transferred : Long.MAX_VALUE);
            }
            case "sendmsg", "recvmsg" -> {
                boolean isOutput = shape.name().equals("recvmsg");
                byte[] header = (isOutput ? all : before).read(address, 56);
                yield header.length < 56
                        ? ValueText.pointer(address)
                        : MessageText.header(header, isOutput ? all : before, isOutput ? transferred : Long.MAX_VALUE);
            }
            case "sendmmsg", "recvmmsg" -> {
                boolean isDone = !isWaiting && result >= 0;
                byte[] array = all.read(address, 1024);
                yield array.length == 0
                        ? ValueText.pointer(address)
                        : MessageText.headers(
                                array, isDone ? result : shape.most().of(call), all);
            }
            case "argv" -> strings(before.read(address, MOST_BYTES), address);
            case "clone_parent" -> single("i32", after, address);
            case "clone_args" -> single("clone_args", before, address);
            case "cap_data" -> single("cap_data", info.name().equals("capget") ? after : before, address);
            case "file_handle" -> single("file_handle", all, address);
            case "ifconf" -> single("ifconf", all, address);
            case "ethtool" -> single("ifreq", before, address);
            case "xattr_get", "xattr_set" -> single("xattr_args", before, address);
            case "sigset_argument" -> {
                byte[] pair = before.read(address, 16);
                long set = Bytes.i64(pair, 0);
                byte[] bytes = before.read(set, 8);
                String mask = bytes.length == 0 ? ValueText.pointer(set) : Signals.set(Bytes.i64(bytes, 0));
                yield pair.length == 0
                        ? ValueText.pointer(address)
                        : "{sigmask=" + mask + ", sigsetsize=" + Bytes.i64(pair, 8) + "}";
            }
            default -> ValueText.pointer(address);
        };
    }

    private static String single(String struct, KnownMemory memory, long address) {
        byte[] bytes = memory.read(address, Math.max(88, Structs.size(struct)));
        if (address == 0 || bytes.length == 0) {
            return ValueText.pointer(address);
        }
        return StructText.isScalar(struct)
                ? "[" + StructText.value(struct, bytes, 0) + "]"
                : StructText.of(struct, bytes);
    }

    /** Strings that each end with a zero: {@code ["ls", "-l"]}. */
    private static String strings(byte[] bytes, long address) {
        if (bytes.length == 0) {
            return ValueText.pointer(address);
        }
        StringBuilder text = new StringBuilder("[");
        for (int start = 0; start < bytes.length; ) {
            int end = Quoted.indexOfZero(bytes, start);
            text.append(start == 0 ? "" : ", ").append(Quoted.text(bytes, start, end));
            start = end + 1;
        }
        return text.append(']').toString();
    }

    /** What poll and select found, to be shown after the result; else empty. */
    String suffix() {
        if (isWaiting || result < 0 || !hasSuffix()) {
            return "";
        }
        if (result == 0) {
            return " (timeout)";
        }
        return info.name().endsWith("poll") ? pollSuffix() : selectSuffix();
    }

    private String pollSuffix() {
        StringBuilder text = new StringBuilder();
        byte[] now = after.read(entry.argument(0), MOST_BYTES);
        for (int at = 0; at + 8 <= now.length && text.length() < 400; at += 8) {
            int found = Bytes.u16(now, at + 6);
            if (found != 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append("{fd=")
                        .append(Bytes.i32(now, at))
                        .append(", revents=")
                        .append(Constants.text("poll", found))
                        .append('}');
            }
        }
        return text.length() == 0 ? "" : " ([" + text + "])";
    }

    private String selectSuffix() {
        String[] names = {"", "in ", "out ", "except "};
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            Shape shape = form.shapes().get(i);
            byte[] set = after.read(entry.argument(i), (int) Math.min(shape.mostBytes(call), MOST_BYTES));
            String bits = set.length == 0 ? "[]" : PointedText.of(shape, set, set.length, after);
            if (!bits.equals("[]")) {
                text.append(text.length() == 0 ? "" : ", ").append(names[i]).append(bits);
            }
        }
        byte[] left = after.read(entry.argument(4), 16);
        if (left.length == 16) {
            String struct = form.shapes().get(4).name();
            text.append(text.length() == 0 ? "" : ", ").append("left ").append(StructText.of(struct, left));
        }
        return text.length() == 0 ? "" : " (" + text + ")";
    }

    /** The arguments of a call that no table knows: all six words. */
    static String unknown(Registers entry) {
        String[] words = new String[6];
        Arrays.setAll(words, i -> ValueText.hex(entry.argument(i)));
        return String.join(", ", words);
    }
}
