package dev.jrr.trace.format;

/** Takes the bytes of memory writes that are too long to stand in a frame. */
@FunctionalInterface
public interface DataSink {
    /**
     * Appends bytes to the trace's data.
     *
     * @return the offset of the first of them
     */
    long append(byte[] bytes, int from, int length);
}
