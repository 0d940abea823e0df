package dev.jrr.kernel;

import dev.jrr.base.Hex;

/**
 * A siginfo_t, decoded (sigaction(2), include/uapi/asm-generic/siginfo.h).
 *
 * @param signal the signal
 * @param code si_code
 * @param kind which of the other fields mean something
 * @param pid the sender or the child
 * @param uid the sender's or the child's user
 * @param status of a child: its exit code or signal
 * @param address where a fault happened
 * @param value what the sender attached
 */
public record Siginfo(int signal, int code, Kind kind, int pid, int uid, int status, long address, long value) {
    /** Who made the signal. */
    public enum Kind {
        /** kill(2) and the like. */
        SENDER,
        /** sigqueue(3) and message queues: a sender with a value. */
        QUEUED,
        /** A timer: {@code pid} is its number, {@code uid} its overruns. */
        TIMER,
        /** The end or a stop of a child. */
        CHILD,
        /** An instruction. */
        FAULT,
        /** SIGIO: {@code value} is the band, {@code status} the file descriptor. */
        POLL,
        /** SIGSYS: {@code address} is the instruction, {@code status} the system call. */
        SYSTEM_CALL,
        /** Made by the kernel with nothing more to say. */
        PLAIN
    }

    /** Decodes bytes; what is missing at the end counts as zeros. */
    public static Siginfo of(byte[] bytes) {
        int signal = Bytes.i32(bytes, 0);
        int code = Bytes.i32(bytes, 8);
        Kind kind = kind(signal, code);
        return new Siginfo(
                signal,
                code,
                kind,
                Bytes.i32(bytes, 16),
                Bytes.i32(bytes, 20),
                Bytes.i32(bytes, 24),
                Bytes.i64(bytes, 16),
                Bytes.i64(bytes, kind == Kind.POLL ? 16 : 24));
    }

    private static Kind kind(int signal, int code) {
        if (code == 0 || code == -6) {
            return Kind.SENDER;
        }
        if (code == -2) {
            return Kind.TIMER;
        }
        if (code < 0) {
            return Kind.QUEUED;
        }
        return switch (signal) {
            case 4, 5, 7, 8, 11 -> code == 0x80 ? Kind.PLAIN : Kind.FAULT;
            case 17 -> Kind.CHILD;
            case 29 -> Kind.POLL;
            case 31 -> Kind.SYSTEM_CALL;
            default -> Kind.PLAIN;
        };
    }

    /** The code's name, such as SEGV_MAPERR or SI_USER, or the number. */
    public String codeName() {
        String ofSignal = Constants.enumerated("sicode" + signal, code, "");
        return ofSignal.isEmpty() ? Constants.enumerated("sicode", code, Integer.toString(code)) : ofSignal;
    }

    /** Such as {@code {si_code=SEGV_MAPERR, si_addr=0x0}}. */
    public String describe() {
        String head = "{si_code=" + codeName();
        return switch (kind) {
            case SENDER -> head + ", si_pid=" + pid + ", si_uid=" + id(uid) + "}";
            case QUEUED -> head + ", si_pid=" + pid + ", si_uid=" + id(uid) + ", si_value=" + Hex.of(value) + "}";
            case TIMER -> head + ", si_timerid=" + pid + ", si_overrun=" + uid + ", si_value=" + Hex.of(value) + "}";
            case CHILD -> head + ", si_pid=" + pid + ", si_uid=" + id(uid) + ", si_status=" + childStatus() + "}";
            case FAULT -> head + ", si_addr=" + Hex.of(address) + "}";
            case POLL -> head + ", si_band=" + Hex.of(value) + ", si_fd=" + status + "}";
            case SYSTEM_CALL ->
                head + ", si_call_addr=" + Hex.of(address) + ", si_syscall=" + SyscallTable.name(status) + "}";
            case PLAIN -> head + "}";
        };
    }

    private String childStatus() {
        return code == 1 ? Integer.toString(status) : Signals.name(status);
    }

    private static String id(int value) {
        return Integer.toUnsignedString(value);
    }
}
