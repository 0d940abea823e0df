package dev.jrr.kernel;

import dev.jrr.base.Hex;

/** Arguments that are numbers, by the table's name for what they are. */
final class ValueText {
    private static final int AT_FDCWD = -100;

    private ValueText() {}

    /** A number of the given type. */
    static String of(String type, long value) {
        if (type.startsWith("flags.")) {
            return Constants.text(type.substring(6), value);
        }
        if (type.startsWith("enum.")) {
            return Constants.text(type.substring(5), (int) value);
        }
        return switch (type) {
            case "int", "pid", "fd" -> Integer.toString((int) value);
            case "dirfd" -> (int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value);
            case "uint" -> Long.toString(value & 0xffffffffL);
            case "long" -> Long.toString(value);
            case "size", "ulong" -> Long.toUnsignedString(value);
            case "mode" -> octal(value);
            case "filemode" -> fileMode(value);
            case "id" -> (int) value == -1 ? "-1" : Integer.toUnsignedString((int) value);
            case "sig" -> Signals.name((int) value);
            case "dev" ->
                "makedev(" + Hex.of(value >>> 8 & 0xfff) + ", " + Hex.of(value & 0xff | value >>> 12 & 0xfff00) + ")";
            case "futexbits" -> (int) value == -1 ? "FUTEX_BITSET_MATCH_ANY" : hex(value);
            case "hex" -> hex(value);
            default -> pointer(value);
        };
    }

    static String hex(long value) {
        return value == 0 ? "0" : Hex.of(value);
    }

    static String pointer(long value) {
        return value == 0 ? "NULL" : Hex.of(value);
    }

    static String octal(long value) {
        String digits = Long.toOctalString(value & 0xffffffffL);
        return value == 0 ? "000" : "0" + digits;
    }

    /** Such as S_IFREG|0644. */
    static String fileMode(long value) {
        String permissions = octal(value & 07777);
        long type = value & 0170000;
        return type == 0 ? permissions : Constants.enumerated("filetype", type, octal(type)) + "|" + permissions;
    }

    /** A status of wait(2): {@code WIFEXITED(s) && WEXITSTATUS(s) == 0}. */
    static String waitStatus(int status) {
        int signal = status & 0x7f;
        if (signal == 0) {
            return "{WIFEXITED(s) && WEXITSTATUS(s) == " + (status >> 8 & 0xff) + "}";
        }
        if ((status & 0xffff) == 0xffff) {
            return "{WIFCONTINUED(s)}";
        }
        if (signal == 0x7f) {
            return "{WIFSTOPPED(s) && WSTOPSIG(s) == " + Signals.name(status >> 8 & 0xff) + "}";
        }
        String core = (status & 0x80) != 0 ? " && WCOREDUMP(s)" : "";
        return "{WIFSIGNALED(s) && WTERMSIG(s) == " + Signals.name(signal) + core + "}";
    }
}
