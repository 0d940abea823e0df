package dev.jrr.trace.format;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;

/**
 * Registers, as what changed against other registers that the reader has already.
 *
 * <pre>
 * varint          mask: bit i is set if the register with ordinal i differs
 * zigzag varlong  for each bit set, the lowest first: the value minus the other's
 * </pre>
 */
final class RegistersCodec {
    private RegistersCodec() {}

    static void write(Output out, long[] values, long[] base) {
        int mask = 0;
        for (int i = 0; i < Register.COUNT; i++) {
            if (values[i] != base[i]) {
                mask |= 1 << i;
            }
        }
        out.writeVarInt(mask, true);
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            int i = Integer.numberOfTrailingZeros(rest);
            out.writeVarLong(values[i] - base[i], false);
        }
    }

    static void write(Output out, Registers registers, long[] base) {
        write(out, registers.toArray(), base);
    }

    static long[] readValues(Input in, long[] base) {
        int mask = in.readVarInt(true);
        if (mask >>> Register.COUNT != 0) {
            throw Malformed.corrupt("unknown registers in mask 0x" + Integer.toHexString(mask));
        }
        long[] values = base.clone();
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            int i = Integer.numberOfTrailingZeros(rest);
            values[i] += in.readVarLong(false);
        }
        return values;
    }

    static Registers read(Input in, long[] base) {
        return Registers.of(readValues(in, base));
    }
}
