package dev.jrr.record;

import dev.jrr.tracee.AddressSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the kernel has put on the stack of a new program: arguments, environment, auxiliary vector. */
final class InitialStack {
    private static final long AT_IGNORE = 1;
    private static final long AT_BASE = 7;
    private static final long AT_SYSINFO_EHDR = 33;
    private static final int FIRST_BYTES = 16 << 10;

    /** The most that the kernel allows: MAX_ARG_STRINGS is beyond all memory, a quarter of the stack is not. */
    private static final int MOST_BYTES = 16 << 20;

    private static final int MOST_ARGUMENTS = 4096;

    private final long sp;
    private final ByteBuffer bytes;

    private InitialStack(long sp, byte[] bytes) {
        this.sp = sp;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads it at a program's first instruction. */
    static InitialStack read(AddressSpace space, long sp) {
        InitialStack stack = new InitialStack(sp, space.read(sp, FIRST_BYTES));
        return stack.auxiliary() < 0 || stack.bytes.capacity() == FIRST_BYTES
                ? new InitialStack(sp, space.read(sp, MOST_BYTES))
                : stack;
    }

    private boolean has(long offset) {
        return offset >= 0 && offset + Long.BYTES <= bytes.capacity();
    }

    private long word(long offset) {
        return has(offset) ? bytes.getLong((int) offset) : 0;
    }

    /** Where the auxiliary vector starts, behind the environment (getauxval(3)); -1 if that is not here. */
    private long auxiliary() {
        long at = Long.BYTES * (word(0) + 2);
        while (has(at) && word(at) != 0) {
            at += Long.BYTES;
        }
        return has(at) ? at + Long.BYTES : -1;
    }

    /** Whether the kernel has loaded a dynamic loader beside the program. */
    boolean hasLoader() {
        long at = auxiliary();
        for (long type = word(at); at >= 0 && type != 0; type = word(at)) {
            if (type == AT_BASE) {
                return word(at + Long.BYTES) != 0;
            }
            at += 2L * Long.BYTES;
        }
        return false;
    }

    /** Takes the vDSO out of the auxiliary vector: its clocks would be no system calls. */
    void hideVdso(AddressSpace space) {
        long at = auxiliary();
        for (long type = word(at); at >= 0 && type != 0; type = word(at)) {
            if (type == AT_SYSINFO_EHDR) {
                ByteBuffer ignore = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                ignore.putLong(AT_IGNORE);
                space.write(sp + at, ignore.array());
            }
            at += 2L * Long.BYTES;
        }
    }

    List<String> argv() {
        List<String> argv = new ArrayList<>();
        long count = Math.min(word(0), MOST_ARGUMENTS);
        for (int i = 0; i < count; i++) {
            long from = word(Long.BYTES * (1L + i)) - sp;
            int end = (int) Math.max(0, Math.min(from, bytes.capacity()));
            int start = end;
            while (end < bytes.capacity() && bytes.get(end) != 0) {
                end++;
            }
            argv.add(new String(bytes.array(), start, end - start, StandardCharsets.UTF_8));
        }
        return argv;
    }
}
