package dev.jrr.kernel;

import dev.jrr.base.Hex;

/** The argument that selects what a call such as ioctl or futex does. */
final class OperationText {
    private static final long FUTEX_PRIVATE = 128;
    private static final long FUTEX_CLOCK_REALTIME = 256;
    private static final int IPC_64 = 0x100;

    private OperationText() {}

    static String of(String call, Form form, long value) {
        String name = form.variant();
        return switch (call) {
            case "ioctl" -> name.isEmpty() ? request(value & 0xffffffffL) : name;
            case "futex" -> futex(name, value);
            case "quotactl", "quotactl_fd" ->
                "QCMD(" + (name.isEmpty() ? Hex.of((value & 0xffffffffL) >>> 8) : name) + ", " + (value & 0xff) + ")";
            case "shmctl", "semctl", "msgctl" ->
                name.isEmpty() ? ValueText.hex(value) : ((value & IPC_64) != 0 ? "IPC_64|" : "") + name;
            default -> name.isEmpty() ? ValueText.hex(value) : name;
        };
    }

    static String futex(String name, long value) {
        if (name.isEmpty()) {
            return ValueText.hex(value & 0xffffffffL);
        }
        return name
                + ((value & FUTEX_PRIVATE) != 0 ? "_PRIVATE" : "")
                + ((value & FUTEX_CLOCK_REALTIME) != 0 ? "|FUTEX_CLOCK_REALTIME" : "");
    }

    /** Direction, type, number and size (asm-generic/ioctl.h). */
    private static String request(long value) {
        int direction = (int) (value >>> 30);
        String name = direction == 0 ? "NONE" : direction == 1 ? "WRITE" : direction == 2 ? "READ" : "READ|_IOC_WRITE";
        return "_IOC(_IOC_" + name + ", " + Hex.of(value >>> 8 & 0xff) + ", " + Hex.of(value & 0xff) + ", "
                + Hex.of(value >>> 16 & 0x3fff) + ")";
    }
}
