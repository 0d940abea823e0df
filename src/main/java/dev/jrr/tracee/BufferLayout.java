package dev.jrr.tracee;

import dev.jrr.model.Register;
import java.util.List;

/**
 * Where the code in a tracee that buffers system calls keeps what the tracer reads and writes:
 * native/preload/jrr_buffer.h, which says more, in Java. {@link dev.jrr.model.BufferedCall} has how
 * its records look.
 */
public final class BufferLayout {
    /** Where a buffered call's stub jumps to, and places in the code from there on. */
    public static final long HOOK = JrrPage.START + 0x80;

    public static final long HOOK_SAVED = JrrPage.START + 0x100;
    public static final long HOOK_LEAVE = JrrPage.START + 0x108;
    public static final long HOOK_END = JrrPage.START + 0x200;

    /** A system call that tells the tracer something, by its number. */
    public static final long STOP = JrrPage.START;

    public static final int CALL_DONE = 2001;
    public static final int CALL_DIVERGED = 2002;

    public static final long GLOBALS = JrrPage.START + 0x20000;
    public static final long STACK_TOP = JrrPage.START + 0x44000;
    public static final long BATCH_HEAD = JrrPage.START + 0x50000;
    public static final long BUFFER = BATCH_HEAD + 0x100;
    public static final int BUFFER_LENGTH = 0xb0000 - 0x100;

    public static final int MODE_OFF = 0;
    public static final int MODE_RECORD = 1;
    public static final int MODE_REPLAY = 2;

    /** struct jrr_globals. */
    public static final int MODE = 0;

    public static final int GO_TRACED = 4;
    public static final int OTHERS_READY = 8;
    public static final int FDS_UNSURE = 12;
    public static final int NEXT = 16;
    public static final int LEFT = 20;
    public static final int REPEATED = 24;
    public static final int STOP_NOW = 28;
    public static final int OUTPUT_DEVICE = 96;
    public static final int OUTPUT_INODE = 112;
    public static final int FD_CLASS = 128;
    public static final int FDS = 4096;
    public static final int FD_INODE = FD_CLASS + FDS;
    public static final int MAPPED = FD_INODE + 2 * FDS;
    public static final int MAPPED_BITS = 65536;

    /** struct jrr_batch_head. */
    public static final int RESTART = 0;

    public static final int BATCH = 4;
    public static final int USED = 8;
    public static final int SERIES = 12;
    public static final int LAST = 16;
    public static final int SERIES_START = 20;
    public static final int STRIDE = 24;
    public static final int FIRST_STRIDE = 7;
    public static final int STRIDES = 7;
    public static final int PREVIOUS = 128;

    /** struct jrr_entry. */
    public static final int ENTRY_LENGTH = 128;

    public static final long ENTRY = STACK_TOP - ENTRY_LENGTH;

    /** The registers in it; then come the flags and the address of the system call instruction. */
    public static final List<Register> ENTRY_ORDER = List.of(
            Register.RAX,
            Register.RDI,
            Register.RSI,
            Register.RDX,
            Register.R10,
            Register.R8,
            Register.R9,
            Register.RBX,
            Register.RBP,
            Register.RSP,
            Register.R12,
            Register.R13,
            Register.R14,
            Register.R15);

    private BufferLayout() {}
}
