package dev.jrr.explore.view;

import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a recorded program has printed to its standard streams, taken from the trace alone: the bytes.
 * What they made of a terminal's screen is {@link ProgramTerminals}.
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
        OutputScan scan = new OutputScan(frames.outputs());
        List<Chunk> chunks = new ArrayList<>();
        OptionalLong next = frames.next(0, scan.wanted());
        while (next.isPresent() && next.getAsLong() <= position) {
            TraceFrame frame = frames.frame(next.getAsLong());
            scan.accept(frame)
                    .ifPresent(written ->
                            chunks.add(new Chunk(frame.number(), frame.task(), written.bytes(), written.missing())));
            next = frames.next(frame.number() + 1, scan.wanted());
        }
        return new ProgramOutput(chunks);
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
}
