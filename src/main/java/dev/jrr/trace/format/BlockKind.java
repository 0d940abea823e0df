package dev.jrr.trace.format;

/** What a block holds, and how much of it a reader accepts. */
public enum BlockKind {
    /** The {@link dev.jrr.model.TraceHeader}. */
    HEADER('H', 16 << 20, 1),
    /** Frames: {@link FrameBlockEncoder}. */
    FRAMES('F', 16 << 20, 1 << 16),
    /** Bytes of memory writes. */
    DATA('D', 1 << 20, 1 << 20),
    /** The {@link TraceIndex}. */
    INDEX('I', 64 << 20, 1),
    /** One {@link KeptFile}. */
    KEPT('K', 1 << 10, 1),
    /** The list of source files: {@link SourcesCodec}. */
    SOURCES('S', 16 << 20, 1),
    /** One {@link PackEntry}. */
    ENTRY('E', 1 << 10, 1),
    /** Bytes of a file in a packed trace. */
    PACKED('P', 1 << 20, 1 << 20);

    private final byte code;
    private final int maxRawLength;
    private final int maxCount;

    BlockKind(char code, int maxRawLength, int maxCount) {
        this.code = (byte) code;
        this.maxRawLength = maxRawLength;
        this.maxCount = maxCount;
    }

    byte code() {
        return code;
    }

    /**
     * How many bytes a block may have before compression. These bounds, and not what a file
     * claims, are what a hostile trace can make a reader allocate.
     */
    public int maxRawLength() {
        return maxRawLength;
    }

    /** How many records a block may hold. */
    public int maxCount() {
        return maxCount;
    }
}
