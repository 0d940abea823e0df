package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what frames print to the program's standard streams. Goes over the frames in order; a call
 * that waited has its bytes at its first part, and has printed them at its last.
 *
 * <p>Where a trace does not say what the standard streams led to at the start, they are told by what
 * descriptors 1 and 2 stood for when each was first used, by any task; a terminal always counts.
 */
final class OutputScan {
    /**
     * What a call has written.
     *
     * @param stream what it was written to, such as "/dev/pts/3", "pipe:[4711]"
     * @param bytes as far as the trace kept them
     * @param missing how many bytes more
     */
    record Written(String stream, byte[] bytes, long missing) {}

    private record Begun(String stream, byte[] bytes) {}

    private static final Set<String> CALLS = Set.of("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto");

    private static final FramePredicate WRITES = CallSet.of(call -> CALLS.contains(call.name()));

    private final Set<String> streams;
    private final boolean learns;
    private final Set<Long> seenDescriptors;
    private final Map<TaskUid, Begun> waiting;

    OutputScan(Set<String> outputs) {
        this.streams = new HashSet<>(outputs);
        this.learns = outputs.isEmpty();
        this.seenDescriptors = new HashSet<>();
        this.waiting = new HashMap<>();
    }

    private OutputScan(OutputScan other) {
        this.streams = new HashSet<>(other.streams);
        this.learns = other.learns;
        this.seenDescriptors = new HashSet<>(other.seenDescriptors);
        this.waiting = new HashMap<>(other.waiting);
    }

    OutputScan copy() {
        return new OutputScan(this);
    }

    /** Which frames have to be given to {@link #accept}. */
    FramePredicate wanted() {
        return learns ? frame -> true : WRITES;
    }

    /** What the next frame has printed, if anything. */
    Optional<Written> accept(TraceFrame frame) {
        if (!(frame.event() instanceof Event.Syscall call)) {
            return Optional.empty();
        }
        if (call.phase() == Event.Phase.LEFT) {
            Begun begun = waiting.remove(frame.task());
            return begun == null ? Optional.empty() : printed(call, begun);
        }
        // Most calls name no descriptor; asking them for their entry registers costs a copy.
        if (call.fdNames().isEmpty()) {
            return Optional.empty();
        }
        if (learns) {
            learn(frame, call);
        }
        Optional<String> stream = stream(call);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        Begun begun = new Begun(stream.get(), written(frame, call));
        if (call.phase() == Event.Phase.ENTERED) {
            waiting.put(frame.task(), begun);
            return Optional.empty();
        }
        return printed(call, begun);
    }

    static boolean isTerminal(String name) {
        return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    }

    /** What the descriptor that is a call's first argument stood for. */
    static Optional<String> firstDescriptor(Event.Syscall call) {
        return call.fdNames().stream()
                .filter(name -> name.argument() == 0)
                .map(Event.FdName::name)
                .findFirst();
    }

    private void learn(TraceFrame frame, Event.Syscall call) {
        for (Event.FdName name : call.fdNames()) {
            long descriptor = (int) frame.entryRegisters().argument(name.argument());
            if ((descriptor == 1 || descriptor == 2) && seenDescriptors.add(descriptor)) {
                streams.add(name.name());
            }
        }
    }

    /** The stream that a call writes to. */
    private Optional<String> stream(Event.Syscall call) {
        return CALLS.contains(SyscallTable.name(call.number()))
                ? firstDescriptor(call).filter(name -> streams.contains(name) || isTerminal(name))
                : Optional.empty();
    }

    private static byte[] written(TraceFrame frame, Event.Syscall call) {
        boolean scattered = SyscallTable.name(call.number()).contains("writev");
        long pointer = frame.entryRegisters().argument(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Capture capture : call.inputs()) {
            // Of a scattered write the argument itself points to the list of the buffers.
            if (capture.argument() == 1 && (capture.address() == pointer) != scattered) {
                bytes.writeBytes(capture.bytes());
            }
        }
        return bytes.toByteArray();
    }

    private static Optional<Written> printed(Event.Syscall call, Begun begun) {
        if (call.result() <= 0) {
            return Optional.empty();
        }
        int kept = (int) Math.min(begun.bytes.length, call.result());
        return Optional.of(new Written(begun.stream, Arrays.copyOf(begun.bytes, kept), call.result() - kept));
    }
}
