package dev.jrr.linux;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import dev.jrr.model.Register;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the instructions of x86-64 code apart, by native/decode/jrr_decode.c. Any thread.
 */
public final class Decoder {
    private static final int LONGEST = 15;
    private static final int CODE_BYTES = 16;
    private static final long TEXT_BYTES = 256;
    private static final Kind[] KINDS = Kind.values();
    private static final Use[] USES = Use.values();
    private static final int MOST_USED = 8;

    /** struct used: eight numbers, and a text of 64 bytes. */
    private static final int USED_FIELDS = 8;

    private static final long USED_BYTES = USED_FIELDS * Long.BYTES + 64;

    /** General registers by the numbers that instructions have for them. */
    private static final Register[] ENCODED = {
        Register.RAX, Register.RCX, Register.RDX, Register.RBX,
        Register.RSP, Register.RBP, Register.RSI, Register.RDI,
        Register.R8, Register.R9, Register.R10, Register.R11,
        Register.R12, Register.R13, Register.R14, Register.R15
    };

    /** What an instruction does to the flow of control, in the order of enum kind in jrr_decode.c. */
    public enum Kind {
        /** Goes on with the next one, and may stand anywhere. */
        PLAIN,
        /** jmp to a fixed address. */
        JUMP,
        /** A conditional jump that has a long form. */
        CONDITIONAL,
        /** A conditional jump that has none: loop, loope, loopne, jrcxz. */
        LOOP,
        /** Does not come back, and may stand anywhere: ret, jmp to an address in memory or a register. */
        LEAVES,
        /** Has to stay where it is: calls, system calls, whatever traps. */
        FIXED
    }

    /**
     * An instruction.
     *
     * @param target where a jump goes, or what an operand relative to rip names
     * @param displacementOffset where in its bytes such an operand's distance is, or 0
     */
    public record Instruction(int length, Kind kind, long target, int displacementOffset) {}

    /** What an instruction does with a {@link Used}, in the order of enum use in jrr_decode.c. */
    public enum Use {
        /** Reads a register. */
        REGISTER,
        /** Reads or writes memory. */
        MEMORY,
        /** Computes an address without following it. */
        ADDRESS,
        /** Tests flags. */
        FLAGS
    }

    /**
     * What an instruction uses.
     *
     * @param register what is read, or the base of an address, or null
     * @param shift where in the register its part is, in bits
     * @param bytes how many, of a register or of memory
     * @param index null for none
     * @param displacement of an address; of flags a mask of eflags
     * @param segment null where it adds nothing
     * @param condition of a jump that tests flags, as instructions encode it; else -1
     * @param text as the instruction's text has it
     */
    public record Used(
            Use use,
            Register register,
            int shift,
            int bytes,
            Register index,
            int scale,
            long displacement,
            Register segment,
            int condition,
            String text) {}

    private final Function decode;
    private final Function text;
    private final Function uses;
    private final Function random;
    private final Memory memory = new Memory(CODE_BYTES + 4 * Long.BYTES);

    private Decoder(NativeLibrary code) {
        this.decode = code.getFunction("jrr_decode");
        this.text = code.getFunction("jrr_instruction_text");
        this.uses = code.getFunction("jrr_instruction_uses");
        this.random = code.getFunction("jrr_next_random");
    }

    /** The decoder in a library; null if that, or what it needs itself, is not installed. */
    public static Decoder open(Path library) {
        try {
            return new Decoder(NativeLibrary.getInstance(library.toString()));
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    /**
     * The instruction at {@code offset}, or null if there is none that is known and whole.
     *
     * @param address where the start of the code is in its process
     */
    public synchronized Instruction decode(byte[] code, int offset, long address) {
        int length = Math.min(LONGEST, code.length - offset);
        memory.write(0, code, offset, length);
        long failed =
                decode.invokeInt(new Object[] {memory, (long) length, address + offset, memory.share(CODE_BYTES)});
        if (failed != 0) {
            return null;
        }
        long[] fields = memory.getLongArray(CODE_BYTES, 4);
        return new Instruction((int) fields[0], KINDS[(int) fields[1]], fields[2], (int) fields[3]);
    }

    /**
     * Where from {@code from} on the opcode of a rdrand or rdseed of a register stands, or bytes like it; -1
     * for nowhere.
     */
    public int nextRandom(byte[] code, int from) {
        return random.invokeInt(new Object[] {code, from, code.length});
    }

    /** The instruction at {@code offset} in Intel's syntax; empty if there is none that is known and whole. */
    public synchronized String text(byte[] code, int offset, long address) {
        int length = Math.min(LONGEST, code.length - offset);
        memory.write(0, code, offset, length);
        Memory out = new Memory(TEXT_BYTES);
        int failed = text.invokeInt(new Object[] {memory, (long) length, address + offset, out, TEXT_BYTES});
        return failed != 0 ? "" : out.getString(0);
    }

    /** What the instruction at {@code offset} uses, in the order of its operands; nothing if there is none. */
    public List<Used> uses(byte[] code, int offset, long address) {
        int length = Math.min(LONGEST, code.length - offset);
        memory.write(0, code, offset, length);
        Memory out = new Memory(MOST_USED * USED_BYTES);
        int count = uses.invokeInt(new Object[] {memory, (long) length, address + offset, out, MOST_USED});
        List<Used> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(used(out, i * USED_BYTES));
        }
        return all;
    }

    private static Used used(Memory out, long at) {
        long[] fields = out.getLongArray(at, USED_FIELDS);
        Use use = USES[(int) fields[0]];
        return new Used(
                use,
                use == Use.FLAGS ? null : register(fields[1]),
                (int) fields[2],
                (int) fields[3],
                register(fields[4]),
                (int) fields[5],
                fields[6],
                fields[7] == 0 ? null : fields[7] == 1 ? Register.FS_BASE : Register.GS_BASE,
                use == Use.FLAGS ? (int) fields[1] : -1,
                out.getString(at + USED_FIELDS * (long) Long.BYTES));
    }

    private static Register register(long number) {
        return number < 0 ? null : ENCODED[(int) number];
    }
}
