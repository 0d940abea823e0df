package dev.jrr.linux;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/**
 * Tells the instructions of x86-64 code apart, by native/decode/jrr_decode.c. Any thread.
 */
public final class Decoder {
    private static final int LONGEST = 15;
    private static final int CODE_BYTES = 16;
    private static final long TEXT_BYTES = 256;
    private static final Kind[] KINDS = Kind.values();

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

    private final Function decode;
    private final Function text;
    private final Memory memory = new Memory(CODE_BYTES + 4 * Long.BYTES);

    private Decoder(Function decode, Function text) {
        this.decode = decode;
        this.text = text;
    }

    /** The decoder in a library; null if that, or what it needs itself, is not installed. */
    public static Decoder open(Path library) {
        try {
            NativeLibrary code = NativeLibrary.getInstance(library.toString());
            return new Decoder(code.getFunction("jrr_decode"), code.getFunction("jrr_instruction_text"));
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

    /** The instruction at {@code offset} in Intel's syntax; empty if there is none that is known and whole. */
    public synchronized String text(byte[] code, int offset, long address) {
        int length = Math.min(LONGEST, code.length - offset);
        memory.write(0, code, offset, length);
        Memory out = new Memory(TEXT_BYTES);
        int failed = text.invokeInt(new Object[] {memory, (long) length, address + offset, out, TEXT_BYTES});
        return failed != 0 ? "" : out.getString(0);
    }
}
