package dev.jrr.tracee;

import dev.jrr.linux.Decoder;

/** The stubs of replaced system call instructions, as they are found in memory. */
public final class StubCode {
    private static final int CALL = 16;
    private static final int SYSCALL_LENGTH = 2;

    private StubCode() {}

    /**
     * The address in the program that an address in a stub stands for: where its instruction was
     * before it was moved there, or where the system call instruction is.
     *
     * @param areaStart where the memory starts that has the stub; 0 if the address is in none
     * @return the address itself if it is in no stub
     */
    public static long original(AddressSpace memory, long address, long areaStart) {
        Decoder decoder = NativeCode.decoder();
        if (areaStart == 0 || decoder == null) {
            return address;
        }
        long start = areaStart + (address - areaStart) / SyscallStub.LENGTH * SyscallStub.LENGTH;
        byte[] code = memory.read(start, SyscallStub.LENGTH);
        int at = CALL + SYSCALL_LENGTH;
        while (at < code.length) {
            Decoder.Instruction next = decoder.decode(code, at, start);
            if (next == null) {
                return address;
            }
            if (next.kind() == Decoder.Kind.JUMP && Math.abs(next.target() - start) > SyscallStub.LENGTH) {
                // Moved instructions are as long as they were, but for short jumps.
                return next.target() - at + Math.max(CALL, Math.min(at, address - start));
            }
            at += next.length();
        }
        return address;
    }
}
