package dev.jrr.tracee;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a jump at a system call instruction leads to: code that enters the hook, makes the call if
 * the hook wants that, and goes on with the instructions that the jump covers. Changes no flags, and
 * no registers but rcx and r11, which the call changes anyway.
 *
 * <pre>
 * lea call(%rip), %rcx; mov $HOOK, %r11d; jmp *%r11
 * call: syscall; the covered instructions; jmp back
 * </pre>
 */
public final class SyscallStub {
    /** What the memory that stubs are in is called in a trace. */
    public static final String AREA_NAME = "[jrr-stubs]";

    /** How much room a stub takes at most, in bytes. */
    public static final int LENGTH = 64;

    private static final int CALL = 16;
    private static final int SYSCALL_LENGTH = 2;

    private final PatchSite site;
    private final long start;
    private final long[] moved;
    private final byte[] code;

    private SyscallStub(PatchSite site, long start, long[] moved, byte[] code) {
        this.site = site;
        this.start = start;
        this.moved = moved;
        this.code = code;
    }

    /** The stub at {@code start} for a site; null if it cannot reach from there what it has to. */
    public static SyscallStub of(PatchSite site, long start) {
        CodeWriter out = new CodeWriter(start, 2 * LENGTH);
        out.bytes(0x48, 0x8d, 0x0d);
        out.distance(start + CALL, 0);
        out.bytes(0x41, 0xbb);
        out.putInt((int) BufferLayout.HOOK);
        out.bytes(0x41, 0xff, 0xe3);
        long[] moved = out.move(site);
        long distance = start - (site.address() + PatchSite.JUMP_LENGTH);
        boolean isTooFar = out.isTooFar() || distance != (int) distance;
        byte[] code = out.code();
        return isTooFar || code.length > LENGTH ? null : new SyscallStub(site, start, moved, code);
    }

    /** Where the system call instruction was that it stands for. */
    public long site() {
        return site.address();
    }

    public long start() {
        return start;
    }

    public byte[] code() {
        return code;
    }

    /** The jump that goes where the system call instruction was. */
    public byte[] jump() {
        return ByteBuffer.allocate(PatchSite.JUMP_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xe9)
                .putInt((int) (start - site.address() - PatchSite.JUMP_LENGTH))
                .array();
    }

    /** What the jump has replaced. */
    public byte[] original() {
        return site.code();
    }

    /** Where in here an address goes on that is behind the system call instruction; 0 if none does. */
    public long moved(long address) {
        long offset = address - site.address();
        return offset >= SYSCALL_LENGTH && offset < PatchSite.JUMP_LENGTH ? moved[(int) offset] : 0;
    }

    /** Whether an address of the stub is before its system call instruction, or that. */
    public boolean leadsToCall(long address) {
        return address >= start && address <= start + CALL;
    }

    /** The address in the program that an address in here stands for. */
    public long original(long address) {
        for (int offset = moved.length - 1; offset >= SYSCALL_LENGTH; offset--) {
            if (moved[offset] != 0 && address >= moved[offset]) {
                // The way back stands for where it goes.
                boolean isBack = site.goesOn() && address >= start + code.length - PatchSite.JUMP_LENGTH;
                return isBack ? site.address() + site.code().length : site.address() + offset;
            }
        }
        return site.address();
    }
}
