package dev.jrr.tracee;

import dev.jrr.linux.Decoder;
import java.util.function.LongUnaryOperator;

/** The stubs of replaced system call instructions, as they are found in memory. */
public final class StubCode {
    private static final int JUMP = 0xe9;
    private static final int SHORT = 2;

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
        int at = SyscallStub.CALL + SyscallStub.SYSCALL_LENGTH;
        while (at < code.length) {
            Decoder.Instruction next = decoder.decode(code, at, start);
            if (next == null) {
                break;
            }
            if (next.kind() == Decoder.Kind.JUMP && Math.abs(next.target() - start) > SyscallStub.LENGTH) {
                return inProgram(next.target() - at + SyscallStub.CALL, Math.min(at, address - start));
            }
            at += next.length();
        }
        long site = SyscallStub.site(code);
        return site != 0 && jumpTarget(memory.read(site, PatchSite.JUMP_LENGTH), 0, site) == start
                ? inProgram(site, address - start)
                : address;
    }

    /** Moved instructions are as long as they were, but for short jumps. */
    private static long inProgram(long site, long offset) {
        return site + Math.max(0, offset - SyscallStub.CALL);
    }

    /**
     * Where an instruction of the program is executed: where it is, unless a jump to a stub covers it.
     *
     * @param areaOf where the memory of stubs starts that an address is in; 0 if it is in none
     * @return 0 if it is covered, and no instruction starts there
     */
    public static long executed(AddressSpace memory, long address, LongUnaryOperator areaOf) {
        int most = PatchSite.JUMP_LENGTH - 1;
        byte[] code = memory.read(address - most, most + PatchSite.JUMP_LENGTH - SyscallStub.SYSCALL_LENGTH);
        for (int offset = SyscallStub.SYSCALL_LENGTH; offset <= most; offset++) {
            long stub = jumpTarget(code, most - offset, address - most);
            long area = stub == 0 ? 0 : areaOf.applyAsLong(stub);
            byte[] there = area == 0 || (stub - area) % SyscallStub.LENGTH != 0
                    ? new byte[0]
                    : memory.read(stub, SyscallStub.LENGTH);
            if (SyscallStub.isStub(there)) {
                int moved = moved(there, offset);
                return moved == 0 ? 0 : stub + moved;
            }
        }
        return address;
    }

    /**
     * Where the five bytes of a jump lead that stand at an offset of some code.
     *
     * @param address of the code's first byte
     * @return 0 if that is no such jump
     */
    public static long jumpTarget(byte[] code, int at, long address) {
        if (code.length < at + PatchSite.JUMP_LENGTH || (code[at] & 0xff) != JUMP) {
            return 0;
        }
        int distance = 0;
        for (int i = PatchSite.JUMP_LENGTH - 1; i > 0; i--) {
            distance = distance << 8 | code[at + i] & 0xff;
        }
        return address + at + PatchSite.JUMP_LENGTH + distance;
    }

    /** Where in a stub an instruction is that was at an offset behind the system call instruction's start; or 0. */
    private static int moved(byte[] stub, int offset) {
        Decoder decoder = NativeCode.decoder();
        int from = SyscallStub.SYSCALL_LENGTH;
        int at = SyscallStub.CALL + SyscallStub.SYSCALL_LENGTH;
        while (from < offset && decoder != null) {
            Decoder.Instruction next = decoder.decode(stub, at, 0);
            if (next == null) {
                return 0;
            }
            switch (next.kind()) {
                // What is followed by another covered one was short: a long one reaches behind the jump.
                case CONDITIONAL -> {
                    from += SHORT;
                    at += next.length();
                }
                case LOOP -> {
                    from += SHORT;
                    at += CodeWriter.LONG_LOOP;
                }
                case JUMP -> {
                    return 0;
                }
                default -> {
                    from += next.length();
                    at += next.length();
                }
            }
        }
        return from == offset ? at : 0;
    }
}
