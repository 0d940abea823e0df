package dev.jrr.trace;

import dev.jrr.base.JrrException;
import dev.jrr.trace.format.BlockFacts;
import dev.jrr.trace.format.BlockKind;
import dev.jrr.trace.format.BlockPacker;
import dev.jrr.trace.format.FileHead;
import dev.jrr.trace.format.TraceIndex.DataBlock;
import dev.jrr.trace.format.TraceIndex.FrameBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Compresses blocks and writes them, in the order given, on a thread of its own.
 *
 * <p>One thread gives blocks and, in the end, stops it; only then may it ask what was written.
 * After a failure nothing more is written, and blocks are dropped, so that nobody waits for ever.
 */
final class BlockQueue {
    /** Bounds what is not yet written to this many blocks of at most 1 MiB, or a frame more. */
    private static final int CAPACITY = 16;

    /** How many blocks a source may put when it is asked for those that are due. */
    private static final int MOST_DUE = 2;

    /** How many arrays of blocks that are written are kept for others, and how long the longest is. */
    private static final int SPARES = CAPACITY + MOST_DUE;

    private static final int LONGEST_SPARE = 1 << 18;

    private static final Block END = new Block(BlockKind.FRAMES, 0, 0, new byte[0], 0, null);

    private final BlockingQueue<Block> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final BlockingQueue<byte[]> spares = new ArrayBlockingQueue<>(SPARES);
    private final Source source;
    private final BlockPacker packer;
    private final Path directory;
    private final FileChannel frames;
    private final FileChannel data;
    private final List<FrameBlock> frameBlocks = new ArrayList<>();
    private final List<DataBlock> dataBlocks = new ArrayList<>();
    private long framesLength = FileHead.SIZE;
    private long dataLength = FileHead.SIZE;
    private boolean ended;
    private volatile JrrException failure;
    private final Thread thread;

    /**
     * A block before compression.
     *
     * @param first the first frame, or the offset of the first byte of data
     * @param raw begins with its bytes; the queue's from now on
     * @param length how many they are
     * @param facts of frames; null for data
     */
    record Block(BlockKind kind, long first, int count, byte[] raw, int length, BlockFacts facts) {}

    /** Where unfinished blocks wait. Asked by the writing thread. */
    interface Source {
        /** In how many nanoseconds they will have waited long enough; 0 or less for now. */
        long nanosUntilDue();

        /**
         * Puts them into the queue, at most {@link #MOST_DUE}, unless they are in use at this
         * moment or the queue lacks room: the thread that asks is the one that empties it.
         */
        void putDue();
    }

    /**
     * Takes over two files that have their heads already.
     *
     * @param directory what to name in messages
     */
    BlockQueue(Path directory, long traceId, FileChannel frames, FileChannel data, Source source) {
        this.source = source;
        this.directory = directory;
        this.packer = new BlockPacker(traceId);
        this.frames = frames;
        this.data = data;
        this.thread = new Thread(this::run, "jrr-trace-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Makes a file of a trace with nothing but its head. */
    static FileChannel create(Path directory, String name, long traceId) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writeFully(channel, ByteBuffer.wrap(FileHead.encode(name, traceId)));
        return channel;
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @throws JrrException if writing has failed */
    void requireSound() {
        JrrException broken = failure;
        if (broken != null) {
            throw new JrrException(broken.getMessage(), broken);
        }
    }

    /** Whether those that are due can be put without waiting. */
    boolean hasRoom() {
        return queue.remainingCapacity() >= MOST_DUE;
    }

    /** The array of a block of frames that is written; null if there is none. */
    byte[] spare() {
        return spares.poll();
    }

    /** Gives a block; waits while too many are not yet written. */
    void put(Block block) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(block);
                break;
            } catch (InterruptedException again) {
                // A block left out would end the trace here; the caller sees the interrupt later.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all is written, and ends the thread. */
    void stop() {
        put(END);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    List<FrameBlock> frameBlocks() {
        return frameBlocks;
    }

    List<DataBlock> dataBlocks() {
        return dataBlocks;
    }

    long framesLength() {
        return framesLength;
    }

    long dataLength() {
        return dataLength;
    }

    private void run() {
        try {
            try (packer;
                    data;
                    frames) {
                while (writeNext()) {}
            }
        } catch (IOException | JrrException broken) {
            fail(broken);
        } catch (Error broken) {
            // No memory, or no zstd for this machine: the recorder has to hear of it.
            fail(broken);
        }
        dropUntilEnd();
    }

    private void fail(Throwable broken) {
        failure = new JrrException("the trace in " + directory + " cannot be written: " + broken.getMessage(), broken);
    }

    /** Nobody is to wait for room in a queue that is written no more. */
    private void dropUntilEnd() {
        while (!ended) {
            try {
                ended = queue.take() == END;
            } catch (InterruptedException nobodyInterruptsThisThread) {
                continue;
            }
        }
    }

    /** Writes one block, or those that are due. Returns false at the end. */
    private boolean writeNext() throws IOException {
        Block block;
        try {
            // At least a millisecond, so that a source in use is not asked in a busy loop.
            long wait = Math.max(source.nanosUntilDue(), TimeUnit.MILLISECONDS.toNanos(1));
            block = queue.poll(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException nobodyInterruptsThisThread) {
            return true;
        }
        if (block == END) {
            ended = true;
            return false;
        }
        if (block != null) {
            write(block);
            return true;
        }
        if (source.nanosUntilDue() <= 0) {
            source.putDue();
        }
        return true;
    }

    private void write(Block block) throws IOException {
        if (block.kind() == BlockKind.DATA) {
            int length = write(data, block, dataBlocks.size());
            dataBlocks.add(new DataBlock(dataLength, length, block.first(), block.count()));
            dataLength += length;
        } else {
            int length = write(frames, block, frameBlocks.size());
            frameBlocks.add(new FrameBlock(framesLength, length, block.first(), block.count(), block.facts()));
            framesLength += length;
            if (block.raw().length <= LONGEST_SPARE) {
                spares.offer(block.raw());
            }
        }
    }

    private int write(FileChannel channel, Block block, long sequence) throws IOException {
        ByteBuffer packed =
                packer.pack(block.kind(), true, sequence, block.first(), block.count(), block.raw(), block.length());
        int length = packed.remaining();
        writeFully(channel, packed);
        return length;
    }
}
