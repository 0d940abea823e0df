package dev.jrr.replay;

import dev.jrr.kernel.MemoryReader;
import dev.jrr.kernel.SyscallEffects;
import dev.jrr.kernel.SyscallInfo;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Registers;
import java.util.Optional;

/** The bytes that stand now where an argument pointed to when it was captured. */
final class InputBytes {
    private static final int ENOUGH = 64;

    private InputBytes() {}

    /** The same bytes as {@code input} holds, if nothing differs. */
    static byte[] read(Capture input, Registers entry, MemoryReader memory) {
        Optional<SyscallInfo> call = SyscallTable.byNumber(entry.syscallNumber());
        if (call.isPresent() && isGathered(call.get(), input.argument())) {
            return SyscallEffects.inputs(call.get(), entry, memory, ENOUGH).stream()
                    .filter(other -> other.argument() == input.argument() && other.address() == input.address())
                    .map(Capture::bytes)
                    .findFirst()
                    .orElse(new byte[0]);
        }
        return memory.read(input.address(), input.bytes().length);
    }

    /** Of argv the capture holds the strings one after the other, not what stands at its address. */
    private static boolean isGathered(SyscallInfo call, int argument) {
        return argument < call.arguments().size()
                && call.arguments().get(argument).type().endsWith("argv");
    }
}
