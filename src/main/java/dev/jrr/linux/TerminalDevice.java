package dev.jrr.linux;

import com.sun.jna.Native;
import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The controlling terminal, in raw mode from {@link #enter} until {@link #leave}.
 *
 * <p>Assumes that one thread reads; any thread may write, wake or leave. Guarantees that after
 * {@link #leave} nothing more is written, whichever thread tries, and that the terminal's modes are
 * those found by {@link #open}: a thread that still paints cannot spoil the screen that the shell
 * got back.
 */
public final class TerminalDevice implements AutoCloseable {
    /** Long enough for a slow terminal to take a frame, short enough for somebody who waits for exit. */
    private static final long LEAVE_WAIT_MILLIS = 1000;

    private static final int POLLFD_BYTES = 8;

    /** Columns and rows. */
    public record Size(int columns, int rows) {}

    private final int fd;
    private final int wakeRead;
    private final int wakeWrite;
    private final byte[] foundModes;
    private final ReentrantLock output = new ReentrantLock();
    private final AtomicBoolean wakePending = new AtomicBoolean();
    private byte[] farewell = new byte[0];
    private volatile boolean entered;
    private boolean closed;

    private TerminalDevice(int fd, byte[] foundModes, int[] wakePipe) {
        this.fd = fd;
        this.foundModes = foundModes;
        this.wakeRead = wakePipe[0];
        this.wakeWrite = wakePipe[1];
    }

    /** Whether standard input and standard output are both terminals. */
    public static boolean isInteractive() {
        return TerminalCalls.isatty(0) == 1 && TerminalCalls.isatty(1) == 1;
    }

    /**
     * Opens the controlling terminal; changes nothing yet.
     *
     * @throws UsageException if there is none
     */
    public static TerminalDevice open() {
        int fd =
                TerminalCalls.open("/dev/tty", TerminalCalls.O_RDWR | TerminalCalls.O_NOCTTY | TerminalCalls.O_CLOEXEC);
        if (fd < 0) {
            throw new UsageException("there is no terminal to draw on (/dev/tty cannot be opened)");
        }
        byte[] modes = new byte[TerminalCalls.TERMIOS_BYTES];
        int[] wakePipe = new int[2];
        if (TerminalCalls.tcgetattr(fd, modes) != 0
                || TerminalCalls.pipe2(wakePipe, TerminalCalls.O_CLOEXEC | TerminalCalls.O_NONBLOCK) != 0) {
            int errno = Native.getLastError();
            TerminalCalls.close(fd);
            throw new JrrException("the terminal does not tell its modes (errno " + errno + ")");
        }
        return new TerminalDevice(fd, modes, wakePipe);
    }

    /**
     * Goes to raw mode and writes {@code greeting}. {@code farewell} is what {@link #leave} writes
     * to undo it.
     */
    public void enter(String greeting, String farewell) {
        byte[] raw = foundModes.clone();
        TerminalCalls.cfmakeraw(raw);
        output.lock();
        try {
            this.farewell = farewell.getBytes(StandardCharsets.UTF_8);
            if (TerminalCalls.tcsetattr(fd, TerminalCalls.TCSANOW, raw) != 0) {
                throw new JrrException("the terminal refuses raw mode (errno " + Native.getLastError() + ")");
            }
            entered = true;
            byte[] bytes = greeting.getBytes(StandardCharsets.UTF_8);
            writeFully(bytes, bytes.length, () -> entered);
        } finally {
            output.unlock();
        }
    }

    /**
     * Gives the terminal back as it was found. Idempotent, any thread, also in a shutdown hook:
     * it does not wait long for a thread that is stuck in a write to a terminal that does not read.
     */
    public void leave() {
        boolean locked = false;
        try {
            locked = output.tryLock(LEAVE_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (!entered) {
                return;
            }
            entered = false;
            writeFully(farewell, farewell.length, () -> true);
            TerminalCalls.tcsetattr(fd, TerminalCalls.TCSANOW, foundModes);
            // Reports of a mouse that still moved would be read by the shell as words typed.
            TerminalCalls.tcflush(fd, TerminalCalls.TCIFLUSH);
        } finally {
            if (locked) {
                output.unlock();
            }
        }
    }

    /** The terminal's size now; 80 by 24 where it does not know. */
    public Size size() {
        return size(fd);
    }

    /** The size now of the terminal that a descriptor of this process leads to; 80 by 24 where it does not know. */
    public static Size size(int fd) {
        short[] size = new short[4];
        int result = TerminalCalls.ioctl(fd, TerminalCalls.TIOCGWINSZ, size);
        if (result != 0 || size[0] <= 0 || size[1] <= 0) {
            return new Size(80, 24);
        }
        return new Size(size[1], size[0]);
    }

    /** Writes all of {@code bytes} in one write(2) if the terminal takes it; nothing after {@link #leave}. */
    public void write(byte[] bytes, int length) {
        output.lock();
        try {
            if (entered) {
                writeFully(bytes, length, () -> entered);
            }
        } finally {
            output.unlock();
        }
    }

    /** What ended a wait. */
    public enum Wake {
        INPUT,
        WOKEN,
        TIMEOUT,
        /** The terminal is gone. */
        HANGUP
    }

    /** Waits for input, for {@link #wake}, or until the time is over; negative waits for ever. */
    public Wake await(int timeoutMillis) {
        ByteBuffer polled = ByteBuffer.allocate(2 * POLLFD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        polled.putInt(fd).putShort(TerminalCalls.POLLIN).putShort((short) 0);
        polled.putInt(wakeRead).putShort(TerminalCalls.POLLIN).putShort((short) 0);
        int ready = TerminalCalls.poll(polled.array(), 2, timeoutMillis);
        if (ready < 0) {
            return Wake.WOKEN;
        }
        short onTerminal = polled.getShort(6);
        if (polled.getShort(POLLFD_BYTES + 6) != 0) {
            drainWakes();
        }
        if ((onTerminal & TerminalCalls.POLLIN) != 0) {
            return Wake.INPUT;
        }
        if (onTerminal != 0) {
            return Wake.HANGUP;
        }
        return ready == 0 ? Wake.TIMEOUT : Wake.WOKEN;
    }

    /** Ends the reader's {@link #await} soon. Cheap to call often. */
    public void wake() {
        if (wakePending.compareAndSet(false, true)) {
            TerminalCalls.write(wakeWrite, new byte[1], 1);
        }
    }

    /** Whether a read would not wait; waits up to the time given for it. */
    public boolean hasInput(int timeoutMillis) {
        ByteBuffer polled = ByteBuffer.allocate(POLLFD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        polled.putInt(fd).putShort(TerminalCalls.POLLIN).putShort((short) 0);
        return TerminalCalls.poll(polled.array(), 1, timeoutMillis) > 0
                && (polled.getShort(6) & TerminalCalls.POLLIN) != 0;
    }

    /**
     * Reads what has come, at most {@code buffer.length} bytes.
     *
     * @return how many; -1 at the terminal's end
     */
    public int read(byte[] buffer) {
        while (true) {
            long count = TerminalCalls.read(fd, buffer, buffer.length);
            if (count > 0) {
                return (int) count;
            }
            if (count == 0 || Native.getLastError() != TerminalCalls.EINTR) {
                return -1;
            }
        }
    }

    /** Leaves the terminal and closes it. */
    @Override
    public void close() {
        leave();
        output.lock();
        try {
            if (!closed) {
                closed = true;
                TerminalCalls.close(fd);
                TerminalCalls.close(wakeRead);
                TerminalCalls.close(wakeWrite);
            }
        } finally {
            output.unlock();
        }
    }

    private void drainWakes() {
        // Cleared last: a byte written between a clearing and the read would be read away while the
        // mark of it stays, and no later wake would be written. A wake that comes in between here
        // writes nothing, and needs not: its sender's change is looked at after this.
        TerminalCalls.read(wakeRead, new byte[64], 64);
        wakePending.set(false);
    }

    /** Asks before each piece: a writer that was stuck must not go on once the terminal is given back. */
    private void writeFully(byte[] bytes, int length, BooleanSupplier wanted) {
        int written = 0;
        byte[] rest = bytes;
        while (written < length && wanted.getAsBoolean()) {
            long count = TerminalCalls.write(fd, rest, length - written);
            if (count < 0) {
                int errno = Native.getLastError();
                if (errno == TerminalCalls.EINTR || errno == TerminalCalls.EAGAIN) {
                    continue;
                }
                // The terminal is gone; the reader learns it from its own call.
                return;
            }
            written += (int) count;
            if (written < length) {
                rest = Arrays.copyOfRange(bytes, written, length);
            }
        }
    }
}
