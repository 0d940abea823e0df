package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the Java heap, which the kernel and native code fill. One thread at a time uses it. */
public final class NativeBuffer {
    private final Memory memory;
    private final ByteBuffer bytes;

    /** @param capacity in bytes; all are zero */
    public NativeBuffer(int capacity) {
        memory = new Memory(capacity);
        memory.clear();
        bytes = memory.getByteBuffer(0, capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its address, for native code. */
    long address() {
        return Pointer.nativeValue(memory);
    }

    public int getInt(int at) {
        return bytes.getInt(at);
    }

    public long getLong(int at) {
        return bytes.getLong(at);
    }

    public void putLong(int at, long value) {
        bytes.putLong(at, value);
    }

    /** The memory from {@code at} on, which changes as what is put into the result does. */
    public ByteBuffer from(int at) {
        return bytes.slice(at, bytes.capacity() - at).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The longs from {@code at} on. */
    public long[] getLongs(int at, int count) {
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = bytes.getLong(at + i * Long.BYTES);
        }
        return longs;
    }

    public void putLongs(int at, long[] values) {
        for (int i = 0; i < values.length; i++) {
            bytes.putLong(at + i * Long.BYTES, values[i]);
        }
    }

    /** Copies {@code length} bytes from {@code at} on to an array, from {@code offset} on. */
    public void getBytes(int at, byte[] into, int offset, int length) {
        bytes.get(at, into, offset, length);
    }

    public void putBytes(int at, byte[] values) {
        bytes.put(at, values);
    }
}
