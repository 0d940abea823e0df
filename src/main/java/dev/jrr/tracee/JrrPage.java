package dev.jrr.tracee;

/**
 * The memory at 0x70000000 that every tracee has, in recording and in replay: code for the
 * tracer's own calls and for buffered ones, what that code needs, and in a recording the scratch
 * memory. It belongs to the tracer and never counts as the program's. native/preload is the other
 * side.
 *
 * <pre>
 * 0x70000000  code, 64 KiB        at +0x10 syscall; int3, at +0x20 the batch loop, from +0x80 the hook
 * 0x70010000  batch, 32 KiB       entries of 8 words: number, 6 arguments, result; then strings
 * 0x70020000  buffer              {@link BufferLayout}
 * 0x70100000  scratch, 16 MiB     64 slots of 256 KiB, one a thread (recording only)
 * </pre>
 */
public final class JrrPage {
    public static final long START = 0x70000000L;
    public static final long CODE_LENGTH = 0x10000;
    public static final long SINGLE_CALL = START + 0x10;
    public static final long BATCH_LOOP = START + 0x20;
    public static final long BATCH = START + 0x10000;
    public static final int BATCH_LENGTH = 0x8000;
    public static final int ENTRY_LENGTH = 64;
    public static final long SCRATCH = START + 0x100000;
    public static final int SCRATCH_SLOT_LENGTH = 0x40000;
    public static final int SCRATCH_SLOTS = 64;
    public static final long END = SCRATCH + (long) SCRATCH_SLOTS * SCRATCH_SLOT_LENGTH;

    private static byte[] code;

    private JrrPage() {}

    /** Whether an address belongs to the tracer. */
    public static boolean contains(long address) {
        return address >= START && address < END;
    }

    /** Whether an address is in the code. */
    public static boolean isCode(long address) {
        return address >= START && address < START + CODE_LENGTH;
    }

    /** The bytes of the code. */
    public static synchronized byte[] code() {
        if (code == null) {
            code = NativeFiles.read("jrr-page.bin");
        }
        return code;
    }
}
