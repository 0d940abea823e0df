package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The memory of one process through /proc/PID/mem, which also writes pages that the process itself
 * may only read. Tracer thread only.
 */
public final class ProcessMemory implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    private static final int PAGE = 4096;
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final ThreadLocal<Memory> BUFFER = ThreadLocal.withInitial(() -> new Memory(CHUNK));

    private static final int ZERO_PAGE_SUM;

    static {
        CRC32C crc = new CRC32C();
        crc.update(new byte[PAGE]);
        ZERO_PAGE_SUM = (int) crc.getValue();
    }

    private final int mem;
    private final int pagemap;

    private ProcessMemory(int mem, int pagemap) {
        this.mem = mem;
        this.pagemap = pagemap;
    }

    /** Told of each page that is not all zeros, in order of address. */
    @FunctionalInterface
    public interface PageVisitor {
        void page(long address, int crc);
    }

    /** Opens the memory of a process; null if the process is gone. After an exec, open it again. */
    public static ProcessMemory open(int tid) {
        int mem = LibC.open("/proc/" + tid + "/mem", O_RDWR_CLOEXEC, 0);
        if (mem < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.ENOENT || errno == Errno.ESRCH) {
                return null;
            }
            throw new ErrnoException("open /proc/" + tid + "/mem", errno);
        }
        int pagemap = LibC.open("/proc/" + tid + "/pagemap", O_RDONLY_CLOEXEC, 0);
        return new ProcessMemory(mem, pagemap);
    }

    /** Reads up to {@code length} bytes: fewer where memory ends, none where nothing is mapped. */
    public byte[] read(long address, int length) {
        if (length <= 0) {
            return new byte[0];
        }
        Memory buffer = BUFFER.get();
        long base = Pointer.nativeValue(buffer);
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            long got = LibC.pread(mem, base, Math.min(CHUNK, length - done), address + done);
            if (got <= 0) {
                break;
            }
            buffer.read(0, bytes, done, (int) got);
            done += (int) got;
        }
        return done == length ? bytes : Arrays.copyOf(bytes, done);
    }

    /** Reads up to {@code length} bytes to a place in a buffer; returns how many. */
    public int read(long address, int length, NativeBuffer to, int at) {
        return (int) Math.max(0, LibC.pread(mem, to.address() + at, length, address));
    }

    /** Writes all bytes; returns how many could be written. */
    public int write(long address, byte[] bytes) {
        Memory buffer = BUFFER.get();
        long base = Pointer.nativeValue(buffer);
        int done = 0;
        while (done < bytes.length) {
            int chunk = Math.min(CHUNK, bytes.length - done);
            buffer.write(0, bytes, done, chunk);
            long put = LibC.pwrite(mem, base, chunk, address + done);
            if (put <= 0) {
                break;
            }
            done += (int) put;
        }
        return done;
    }

    /** The eight bytes at an address, or 0 if they cannot be read. */
    public long readLong(long address) {
        Memory buffer = BUFFER.get();
        if (LibC.pread(mem, Pointer.nativeValue(buffer), 8, address) != 8) {
            return 0;
        }
        return buffer.getLong(0);
    }

    /** The open file that has the memory. */
    int descriptor() {
        return mem;
    }

    /** Neighbouring pages, from {@code start} to before {@code end}. */
    public record Pages(long start, long end) {}

    /**
     * The pages of a range that are in memory or swapped out, in order; null if the kernel does not
     * show them.
     *
     * @param start a multiple of the page size
     * @param ownOnly without the pages that a file, or other processes, have too
     */
    public List<Pages> present(long start, long length, boolean ownOnly) {
        return PageScan.find(pagemap, BUFFER.get(), start, length, ownOnly);
    }

    /**
     * A checksum of a range that does not depend on which of its pages are present: pages of zeros
     * count as nothing.
     *
     * @param sparse whether absent pages are known to hold zeros (anonymous memory), so that they
     *     need not be read
     */
    public long checksum(long start, long length, boolean sparse) {
        return checksum(start, length, sparse, (address, crc) -> {});
    }

    /** The same, and tells of each page that counts. */
    public long checksum(long start, long length, boolean sparse, PageVisitor visitor) {
        List<Pages> present = sparse ? present(start, length, false) : null;
        if (present == null) {
            return sum(start, start + length, visitor);
        }
        long sum = 0;
        for (Pages pages : present) {
            sum += sum(pages.start(), pages.end(), visitor);
        }
        return sum;
    }

    private long sum(long start, long end, PageVisitor visitor) {
        Memory buffer = BUFFER.get();
        long base = Pointer.nativeValue(buffer);
        ByteBuffer view = buffer.getByteBuffer(0, CHUNK);
        CRC32C crc = new CRC32C();
        long sum = 0;
        long at = start;
        while (at < end) {
            long got = LibC.pread(mem, base, Math.min(CHUNK, end - at), at);
            if (got <= 0) {
                // Beyond the end of a mapped file: one page is skipped, the next may be there.
                at += PAGE;
                continue;
            }
            for (int offset = 0; offset + PAGE <= got; offset += PAGE) {
                crc.reset();
                view.limit(offset + PAGE).position(offset);
                crc.update(view);
                int value = (int) crc.getValue();
                if (value != ZERO_PAGE_SUM) {
                    visitor.page(at + offset, value);
                    sum += mix((at + offset) * 0x9E3779B97F4A7C15L ^ (value & 0xffffffffL));
                }
            }
            view.clear();
            at += Math.max(PAGE, got & -PAGE);
        }
        return sum;
    }

    private static long mix(long value) {
        long x = value;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    @Override
    public void close() {
        LibC.close(mem);
        if (pagemap >= 0) {
            LibC.close(pagemap);
        }
    }
}
