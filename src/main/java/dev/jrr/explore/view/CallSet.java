package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallInfo;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FramePredicate;
import java.util.BitSet;
import java.util.function.Predicate;

/** All parts of the calls of some system calls, exec not included; as fast for many of them as for one. */
record CallSet(BitSet numbers) implements FramePredicate {
    /** Those of the table that a condition fits. */
    static CallSet of(Predicate<SyscallInfo> wanted) {
        BitSet numbers = new BitSet();
        SyscallTable.names().stream()
                .map(name -> SyscallTable.byName(name).orElseThrow())
                .filter(wanted)
                .forEach(call -> numbers.set(call.number()));
        return new CallSet(numbers);
    }

    @Override
    public boolean test(TraceFrame frame) {
        return frame.event() instanceof Event.Syscall call && call.number() >= 0 && numbers.get(call.number());
    }

    @Override
    public boolean mayHold(BlockSummary block) {
        return numbers.stream().anyMatch(block::mayHaveSyscall);
    }

    @Override
    public boolean mayHold(TaskUid task, int syscall) {
        return numbers.get(syscall);
    }
}
