package dev.jrr.explore.filter;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FrameKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A hint in the terms of a trace: says of a block, or of a buffered call, that it cannot pass. */
final class BlockTest {
    private final long first;
    private final long last;
    private final Set<FrameKind> kinds;
    private final Optional<List<Integer>> syscalls;
    private final Optional<List<Integer>> taskSerials;
    private final boolean tracee;

    private BlockTest(FilterHint hint, Optional<List<Integer>> taskSerials) {
        this.first = hint.first();
        this.last = hint.last();
        this.kinds = EnumSet.noneOf(FrameKind.class);
        if (hint.kinds().isEmpty()) {
            kinds.addAll(EnumSet.allOf(FrameKind.class));
        } else {
            hint.kinds().get().forEach(kind -> kinds.add(kind(kind)));
        }
        this.syscalls = hint.names().flatMap(BlockTest::numbers);
        this.taskSerials = taskSerials;
        this.tracee = hint.tracee();
    }

    static BlockTest of(FilterHint hint) {
        return new BlockTest(hint, Optional.empty());
    }

    /** Knows which tasks of a trace have the thread ids that the hint names. */
    static BlockTest of(FilterHint hint, TraceSummary summary) {
        return new BlockTest(
                hint,
                hint.tids()
                        .map(tids -> summary.tasks().stream()
                                .map(TaskSummary::task)
                                .filter(task -> tids.contains(task.tid()))
                                .map(task -> task.serial())
                                .toList()));
    }

    boolean mayHold(BlockSummary block) {
        return block.firstFrame() <= last
                && block.endFrame() > first
                && (!tracee || block.hasBufferedCalls())
                && kinds.stream().anyMatch(block::has)
                && (syscalls.isEmpty() || syscalls.get().stream().anyMatch(block::mayHaveSyscall))
                && (taskSerials.isEmpty() || taskSerials.get().stream().anyMatch(block::hasTask));
    }

    boolean mayHold(TaskUid task, int syscall) {
        return kinds.contains(FrameKind.SYSCALL)
                && (syscalls.isEmpty() || syscalls.get().contains(syscall))
                && (taskSerials.isEmpty() || taskSerials.get().contains(task.serial()));
    }

    private static FrameKind kind(String word) {
        return switch (word) {
            case "syscall" -> FrameKind.SYSCALL;
            case "exec" -> FrameKind.EXEC;
            case "signal" -> FrameKind.SIGNAL;
            case "exit" -> FrameKind.EXIT;
            case "clock" -> FrameKind.TSC;
            case "random" -> FrameKind.RANDOM;
            case "switch" -> FrameKind.PREEMPT;
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** Empty if one of the names is no system call's: a block does not tell which signals it has. */
    private static Optional<List<Integer>> numbers(Set<String> names) {
        List<Optional<Integer>> numbers = names.stream().map(BlockTest::number).toList();
        return numbers.stream().allMatch(Optional::isPresent)
                ? Optional.of(numbers.stream().map(Optional::get).toList())
                : Optional.empty();
    }

    private static Optional<Integer> number(String name) {
        if (name.matches("syscall_[0-9]{1,9}")) {
            return Optional.of(Integer.parseInt(name.substring("syscall_".length())));
        }
        return SyscallTable.byName(name).map(call -> call.number());
    }
}
