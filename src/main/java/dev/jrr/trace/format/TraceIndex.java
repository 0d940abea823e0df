package dev.jrr.trace.format;

import dev.jrr.model.TraceSummary;
import java.util.List;

/**
 * Where everything stands in a complete trace.
 *
 * @param framesLength how long the file of frames is, in bytes
 * @param dataLength how long the file of data is, in bytes
 * @param keptLength how long the list of kept files is, in bytes
 * @param frames the blocks of frames in order
 * @param data the blocks of data in order
 */
public record TraceIndex(
        long framesLength,
        long dataLength,
        long keptLength,
        List<FrameBlock> frames,
        List<DataBlock> data,
        TraceSummary summary) {
    public TraceIndex {
        frames = List.copyOf(frames);
        data = List.copyOf(data);
    }

    /**
     * A block of frames.
     *
     * @param offset where it starts in its file
     * @param length bytes in the file, head included
     * @param first the number of its first frame
     * @param count how many frames
     */
    public record FrameBlock(long offset, int length, long first, int count, BlockFacts facts) {
        public long end() {
            return first + count;
        }
    }

    /**
     * A block of data.
     *
     * @param offset where it starts in its file
     * @param length bytes in the file, head included
     * @param first where its first byte stands in the data
     * @param count how many bytes of data
     */
    public record DataBlock(long offset, int length, long first, int count) {
        public long end() {
            return first + count;
        }
    }

    /** How many bytes of data there are. */
    public long dataSize() {
        return data.isEmpty() ? 0 : data.get(data.size() - 1).end();
    }
}
