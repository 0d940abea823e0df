package dev.jrr.trace;

import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.format.BlockFacts;
import dev.jrr.trace.format.BlockHead;
import dev.jrr.trace.format.DecodedBlock;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.FrameBlockDecoder;
import dev.jrr.trace.format.RunPiece;
import dev.jrr.trace.format.TraceIndex;
import dev.jrr.trace.format.TraceIndex.DataBlock;
import dev.jrr.trace.format.TraceIndex.FrameBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the index of a trace whose recorder was killed or is still at work, from its blocks. A block
 * that the file ends within is where the recorder was then, and the trace ends before it; other
 * damage is damage.
 */
final class TraceScan {
    private final List<FrameBlock> frameBlocks = new ArrayList<>();
    private final List<DataBlock> dataBlocks = new ArrayList<>();
    private final TaskLedger tasks;
    private long frameCount;
    private long lastNanos;

    private TraceScan(TraceHeader header) {
        this.tasks = new TaskLedger(header.argv().isEmpty() ? "" : header.argv().get(0));
    }

    /** @param frames the files, or empty if the recorder was killed before it made them */
    static TraceIndex scan(TraceHeader header, Optional<TraceFile> frames, Optional<TraceFile> data, long keptLength) {
        TraceScan scan = new TraceScan(header);
        long dataLength = data.map(scan::scanData).orElse(0L);
        long framesLength = frames.map(scan::scanFrames).orElse(0L);
        TraceSummary summary =
                new TraceSummary(false, scan.frameCount, scan.lastNanos, 0, scan.tasks.summaries(scan.frameCount));
        return new TraceIndex(framesLength, dataLength, keptLength, scan.frameBlocks, scan.dataBlocks, summary);
    }

    private long scanData(TraceFile file) {
        long offset = FileHead.SIZE;
        long first = 0;
        while (file.hasWholeBlock(offset)) {
            BlockHead head = file.head(offset);
            file.requireInOrder(offset, head, dataBlocks.size(), first);
            dataBlocks.add(new DataBlock(offset, head.totalLength(), first, head.count()));
            offset += head.totalLength();
            first += head.count();
        }
        return offset;
    }

    private long scanFrames(TraceFile file) {
        long dataSize =
                dataBlocks.isEmpty() ? 0 : dataBlocks.get(dataBlocks.size() - 1).end();
        BlockFacts.Collector facts = new BlockFacts.Collector();
        long offset = FileHead.SIZE;
        while (file.hasWholeBlock(offset)) {
            long at = offset;
            BlockHead head = file.head(at);
            file.requireInOrder(at, head, frameBlocks.size(), frameCount);
            byte[] raw = file.raw(at, head);
            DecodedBlock frames = file.translate(at, () -> FrameBlockDecoder.decode(raw, head.first(), head.count()));
            int usable = countUsable(frames, dataSize);
            addFrames(frames, usable, facts);
            if (usable > 0) {
                frameBlocks.add(new FrameBlock(at, head.totalLength(), frameCount, head.count(), facts.take()));
                frameCount += usable;
                offset += head.totalLength();
            }
            if (usable < frames.count()) {
                break;
            }
        }
        return offset;
    }

    private void addFrames(DecodedBlock frames, int usable, BlockFacts.Collector facts) {
        int i = 0;
        while (i < usable) {
            RunPiece run = frames.run(i);
            if (run != null) {
                facts.add(run);
                tasks.add(frameCount + i, run.task());
                lastNanos = run.lastNanos();
                i += run.count();
            } else {
                TraceFrame frame = frames.frame(i);
                facts.add(frame.task(), frame.timeNanos(), frame.event());
                tasks.add(frame.number(), frame.task(), frame.event());
                lastNanos = frame.timeNanos();
                i++;
            }
        }
    }

    /** How many frames, from the first on, need no data that were not written in time. */
    private static int countUsable(DecodedBlock frames, long dataSize) {
        int i = 0;
        while (i < frames.count()) {
            RunPiece run = frames.run(i);
            if (run != null) {
                // A run has all of its bytes.
                i += run.count();
            } else if (isUsable(frames.frame(i), dataSize)) {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    private static boolean isUsable(TraceFrame frame, long dataSize) {
        if (frame.event() instanceof Event.Syscall call) {
            Optional<CloneRecord> created = call.created();
            if (created.isPresent() && !areThere(created.get().childWrites(), dataSize)) {
                return false;
            }
        }
        return areThere(frame.writes(), dataSize);
    }

    private static boolean areThere(List<MemoryWrite> writes, long dataSize) {
        for (MemoryWrite write : writes) {
            if (!write.isWhole() && write.dataOffset() > dataSize - write.length()) {
                return false;
            }
        }
        return true;
    }
}
