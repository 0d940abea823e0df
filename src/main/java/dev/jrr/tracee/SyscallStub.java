package dev.jrr.tracee;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a jump at a system call instruction leads to: code that enters the hook, makes the call if
 * the hook wants that, and goes on with the instructions that the jump covers. Changes no flags, and
 * no registers but rcx and r11, which the call changes anyway.
 *
 * <pre>
 * lea call(%rip), %rcx; mov $HOOK, %r11d; jmp *%r11
 * call: syscall; the covered instructions; jmp back
 * at 56, if there is room: the address of the site
 * </pre>
 */
public final class SyscallStub {
    /** What the memory that stubs are in is called in a trace. */
    public static final String AREA_NAME = "[jrr-stubs]";

    /** How much room a stub takes at most, in bytes. */
    public static final int LENGTH = 64;

    /** Where in a stub the system call instruction is. */
    static final int CALL = 16;

    static final int SYSCALL_LENGTH = 2;

    /** Where in a stub the address of its site is, if there is room. */
    private static final int SITE_AT = LENGTH - Long.BYTES;

    private static final byte[] HEAD = {0x48, (byte) 0x8d, 0x0d};

    private final PatchSite site;
    private final long start;
    private final long[] moved;
    private final byte[] code;
    private final int length;

    private SyscallStub(PatchSite site, long start, long[] moved, byte[] code, int length) {
        this.site = site;
        this.start = start;
        this.moved = moved;
        this.code = code;
        this.length = length;
    }

    /** The stub at {@code start} for a site; null if it cannot reach from there what it has to. */
    public static SyscallStub of(PatchSite site, long start) {
        CodeWriter out = new CodeWriter(start, 2 * LENGTH);
        out.bytes(HEAD);
        out.distance(start + CALL, 0);
        out.bytes(0x41, 0xbb);
        out.putInt((int) BufferLayout.HOOK);
        out.bytes(0x41, 0xff, 0xe3);
        long[] moved = out.move(site);
        long distance = start - (site.address() + PatchSite.JUMP_LENGTH);
        boolean isTooFar = out.isTooFar() || distance != (int) distance;
        int length = out.code().length;
        if (length <= SITE_AT) {
            out.bytes(new byte[SITE_AT - length]);
            out.putLong(site.address());
        }
        byte[] code = out.code();
        return isTooFar || length > LENGTH ? null : new SyscallStub(site, start, moved, code, length);
    }

    /** Whether bytes that are as long as a stub are one. */
    static boolean isStub(byte[] code) {
        return code.length == LENGTH
                && Arrays.equals(code, 0, HEAD.length, HEAD, 0, HEAD.length)
                && code[CALL] == 0x0f
                && code[CALL + 1] == 0x05;
    }

    /** The site that a stub names; 0 if it names none. */
    static long site(byte[] code) {
        return isStub(code)
                ? ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getLong(SITE_AT)
                : 0;
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
                boolean isBack = site.goesOn() && address >= start + length - PatchSite.JUMP_LENGTH;
                return isBack ? site.address() + site.code().length : site.address() + offset;
            }
        }
        return site.address();
    }
}
