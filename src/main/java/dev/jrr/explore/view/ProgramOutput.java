package dev.jrr.explore.view;

import dev.jrr.kernel.SyscallTable;
import dev.jrr.model.Capture;
import dev.jrr.model.Event;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a recorded program has printed to its standard streams, taken from the trace alone.
 *
 * <p>Where a trace does not say what the standard streams led to at the start, they are told by what
 * descriptors 1 and 2 stood for when each was first used, by any task; a terminal always counts.
 */
public record ProgramOutput(List<Chunk> chunks) {
    /**
     * One call that wrote.
     *
     * @param frame where it had returned
     * @param bytes what it wrote, as far as the trace kept it
     * @param missing how many bytes more it wrote
     */
    public record Chunk(long frame, TaskUid task, byte[] bytes, long missing) {}

    public ProgramOutput {
        chunks = List.copyOf(chunks);
    }

    /** What has been printed at a position. */
    public static ProgramOutput until(Frames frames, long position) {
        Scan scan = new Scan(frames.outputs());
        for (long number = 0; number <= position && number < frames.count(); number++) {
            scan.accept(frames.frame(number));
        }
        return new ProgramOutput(scan.chunks);
    }

    /** The part of this that had been printed at an earlier position. */
    public ProgramOutput at(long position) {
        return new ProgramOutput(
                chunks.stream().filter(chunk -> chunk.frame() <= position).toList());
    }

    /** All bytes, in the order in which they were written. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Chunk chunk : chunks) {
            all.writeBytes(chunk.bytes());
        }
        return all.toByteArray();
    }

    /** How many bytes were printed that the trace did not keep. */
    public long missing() {
        return chunks.stream().mapToLong(Chunk::missing).sum();
    }

    /** Goes over the frames in order; a call that waited has its bytes at its first part. */
    private static final class Scan {
        private final List<Chunk> chunks = new ArrayList<>();
        private final Set<String> streams;
        private final Set<Long> seenDescriptors = new HashSet<>();
        private final Map<TaskUid, byte[]> waiting = new HashMap<>();

        private final boolean learns;

        Scan(Set<String> outputs) {
            this.streams = new HashSet<>(outputs);
            this.learns = outputs.isEmpty();
        }

        void accept(TraceFrame frame) {
            if (!(frame.event() instanceof Event.Syscall call)) {
                return;
            }
            if (call.phase() == Event.Phase.LEFT) {
                byte[] bytes = waiting.remove(frame.task());
                if (bytes != null) {
                    add(frame, call, bytes);
                }
                return;
            }
            // Most calls name no descriptor; asking them for their entry registers costs a copy.
            if (call.fdNames().isEmpty()) {
                return;
            }
            if (learns) {
                learn(frame, call);
            }
            if (!writesToStream(call)) {
                return;
            }
            byte[] bytes = written(frame, call);
            if (call.phase() == Event.Phase.ENTERED) {
                waiting.put(frame.task(), bytes);
            } else {
                add(frame, call, bytes);
            }
        }

        private void learn(TraceFrame frame, Event.Syscall call) {
            for (Event.FdName name : call.fdNames()) {
                long descriptor = (int) frame.entryRegisters().argument(name.argument());
                if ((descriptor == 1 || descriptor == 2) && seenDescriptors.add(descriptor)) {
                    streams.add(name.name());
                }
            }
        }

        private boolean writesToStream(Event.Syscall call) {
            Optional<String> target = call.fdNames().stream()
                    .filter(name -> name.argument() == 0)
                    .map(Event.FdName::name)
                    .findFirst();
            if (target.isEmpty() || !(streams.contains(target.get()) || isTerminal(target.get()))) {
                return false;
            }
            return switch (SyscallTable.name(call.number())) {
                case "write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto" -> true;
                default -> false;
            };
        }

        private static boolean isTerminal(String name) {
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
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

        private void add(TraceFrame frame, Event.Syscall call, byte[] bytes) {
            if (call.result() <= 0) {
                return;
            }
            int kept = (int) Math.min(bytes.length, call.result());
            chunks.add(new Chunk(frame.number(), frame.task(), Arrays.copyOf(bytes, kept), call.result() - kept));
        }
    }
}
