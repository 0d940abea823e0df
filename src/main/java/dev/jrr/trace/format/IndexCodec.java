package dev.jrr.trace.format;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.jrr.model.TaskSummary;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.format.TraceIndex.DataBlock;
import dev.jrr.trace.format.TraceIndex.FrameBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The index. Offsets and first frames are not in it: they are sums of what is.
 *
 * <pre>
 * varlong  length of frames, of data, of the list of kept files
 * varlong  frames · varlong recordNanos · varlong stops
 * list     frame blocks: varint length in the file · varint frames · varlong firstNanos
 *          varlong lastNanos minus firstNanos · byte kinds · list of varint task serial, each
 *          minus the one before · byte mask of the non-zero words of the system call bits,
 *          8 bytes each
 * list     data blocks: varint length in the file · varint bytes of data
 * list     tasks: task · task parent · varint processId · string name · varlong firstFrame
 *          varlong lastFrame · byte 1 and zigzag varint exit status, or byte 0
 * </pre>
 */
public final class IndexCodec {
    private static final int FRAME_BLOCK_LEAST_BYTES = 7;
    private static final int TASK_LEAST_BYTES = 9;

    /** What a reader believes: 128 GiB of frames. */
    private static final int MAX_FRAME_BLOCKS = 2 << 20;

    private static final int MAX_DATA_BLOCKS = 4 << 20;
    private static final int MAX_TASKS = 4 << 20;

    private IndexCodec() {}

    public static byte[] encode(TraceIndex index) {
        Output out = new Output(4096, -1);
        out.writeVarLong(index.framesLength(), true);
        out.writeVarLong(index.dataLength(), true);
        out.writeVarLong(index.keptLength(), true);
        TraceSummary summary = index.summary();
        out.writeVarLong(summary.frames(), true);
        out.writeVarLong(summary.recordNanos(), true);
        out.writeVarLong(summary.stops(), true);
        out.writeVarInt(index.frames().size(), true);
        for (FrameBlock block : index.frames()) {
            out.writeVarInt(block.length(), true);
            out.writeVarInt(block.count(), true);
            writeFacts(out, block.facts());
        }
        out.writeVarInt(index.data().size(), true);
        for (DataBlock block : index.data()) {
            out.writeVarInt(block.length(), true);
            out.writeVarInt(block.count(), true);
        }
        out.writeVarInt(summary.tasks().size(), true);
        for (TaskSummary task : summary.tasks()) {
            writeTask(out, task);
        }
        return out.toBytes();
    }

    /** @throws Malformed if it is no index, or contradicts itself */
    public static TraceIndex decode(byte[] raw) {
        Input in = new Input(raw);
        try {
            TraceIndex index = read(in);
            if (Fields.remaining(in) != 0) {
                throw Malformed.corrupt("bytes too many after the index");
            }
            return index;
        } catch (KryoException end) {
            throw new Malformed("the index ends within a field", end);
        }
    }

    private static TraceIndex read(Input in) {
        long framesLength = in.readVarLong(true);
        long dataLength = in.readVarLong(true);
        long keptLength = in.readVarLong(true);
        long frames = in.readVarLong(true);
        long recordNanos = in.readVarLong(true);
        long stops = in.readVarLong(true);
        List<FrameBlock> frameBlocks = readFrameBlocks(in, framesLength, frames);
        List<DataBlock> dataBlocks = readDataBlocks(in, dataLength);
        List<TaskSummary> tasks = Fields.readList(in, TASK_LEAST_BYTES, MAX_TASKS, IndexCodec::readTask);
        TraceSummary summary = new TraceSummary(true, frames, recordNanos, stops, tasks);
        return new TraceIndex(framesLength, dataLength, keptLength, frameBlocks, dataBlocks, summary);
    }

    private static List<FrameBlock> readFrameBlocks(Input in, long fileLength, long frames) {
        int blocks = Fields.readCount(in, FRAME_BLOCK_LEAST_BYTES, MAX_FRAME_BLOCKS);
        List<FrameBlock> list = new ArrayList<>(blocks);
        long offset = FileHead.SIZE;
        long first = 0;
        for (int i = 0; i < blocks; i++) {
            int length = readBlockLength(in);
            int count = readBlockCount(in, BlockKind.FRAMES);
            list.add(new FrameBlock(offset, length, first, count, readFacts(in)));
            offset += length;
            first += count;
        }
        requireEnd(offset, fileLength, "blocks of frames");
        if (first != frames) {
            throw Malformed.corrupt("blocks with " + first + " frames in a trace of " + frames);
        }
        return list;
    }

    private static List<DataBlock> readDataBlocks(Input in, long fileLength) {
        int blocks = Fields.readCount(in, 2, MAX_DATA_BLOCKS);
        List<DataBlock> list = new ArrayList<>(blocks);
        long offset = FileHead.SIZE;
        long first = 0;
        for (int i = 0; i < blocks; i++) {
            int length = readBlockLength(in);
            int count = readBlockCount(in, BlockKind.DATA);
            list.add(new DataBlock(offset, length, first, count));
            offset += length;
            first += count;
        }
        requireEnd(offset, fileLength, "blocks of data");
        return list;
    }

    private static int readBlockLength(Input in) {
        int length = in.readVarInt(true);
        if (length < BlockHead.SIZE) {
            throw Malformed.corrupt("block of " + length + " bytes in the index");
        }
        return length;
    }

    /** Empty blocks are never written; without them every block has a first record to search for. */
    private static int readBlockCount(Input in, BlockKind kind) {
        int count = in.readVarInt(true);
        if (count < 1 || count > kind.maxCount()) {
            throw Malformed.corrupt("block of " + count + " records in the index");
        }
        return count;
    }

    private static void requireEnd(long offset, long fileLength, String what) {
        if (offset != fileLength) {
            throw Malformed.corrupt(what + " end at " + offset + " in a file of " + fileLength + " bytes");
        }
    }

    private static void writeFacts(Output out, BlockFacts facts) {
        out.writeVarLong(facts.firstNanos(), true);
        out.writeVarLong(facts.lastNanos() - facts.firstNanos(), true);
        out.writeByte(facts.kinds());
        out.writeVarInt(facts.tasks().length, true);
        int before = 0;
        for (int serial : facts.tasks()) {
            out.writeVarInt(serial - before, true);
            before = serial;
        }
        int words = 0;
        for (int i = 0; i < facts.syscalls().length; i++) {
            words |= facts.syscalls()[i] == 0 ? 0 : 1 << i;
        }
        out.writeByte(words);
        for (long word : facts.syscalls()) {
            if (word != 0) {
                out.writeLong(word);
            }
        }
    }

    private static BlockFacts readFacts(Input in) {
        long firstNanos = in.readVarLong(true);
        long lastNanos = firstNanos + in.readVarLong(true);
        int kinds = in.readByteUnsigned();
        int[] tasks = new int[Fields.readCount(in, 1)];
        int serial = 0;
        for (int i = 0; i < tasks.length; i++) {
            int before = serial;
            serial += in.readVarInt(true);
            if (i > 0 && serial <= before) {
                throw Malformed.corrupt("tasks out of order in the index");
            }
            tasks[i] = serial;
        }
        int words = in.readByteUnsigned();
        long[] syscalls = new long[BlockFacts.SYSCALL_BITS / Long.SIZE];
        for (int i = 0; i < syscalls.length; i++) {
            syscalls[i] = (words & 1 << i) == 0 ? 0 : in.readLong();
        }
        return new BlockFacts(firstNanos, lastNanos, kinds, tasks, syscalls);
    }

    private static void writeTask(Output out, TaskSummary task) {
        Fields.writeTask(out, task.task());
        Fields.writeTask(out, task.parent());
        out.writeVarInt(task.processId(), true);
        Fields.writeString(out, task.name());
        out.writeVarLong(task.firstFrame(), true);
        out.writeVarLong(task.lastFrame(), true);
        out.writeByte(task.exitStatus().isPresent() ? 1 : 0);
        if (task.exitStatus().isPresent()) {
            out.writeVarInt(task.exitStatus().getAsInt(), false);
        }
    }

    private static TaskSummary readTask(Input in) {
        return new TaskSummary(
                Fields.readTask(in),
                Fields.readTask(in),
                in.readVarInt(true),
                Fields.readString(in),
                in.readVarLong(true),
                in.readVarLong(true),
                in.readByte() == 0 ? OptionalInt.empty() : OptionalInt.of(in.readVarInt(false)));
    }
}
