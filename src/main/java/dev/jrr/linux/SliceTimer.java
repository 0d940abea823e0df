package dev.jrr.linux;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * A timer whose signal goes to the thread that made it, and so breaks its wait(2) with EINTR. The
 * handler is a function of libc that does nothing (abs), because Java cannot provide one that is
 * safe to run in a signal.
 */
public final class SliceTimer implements AutoCloseable {
    /** A real-time signal that the JVM does not use. */
    private static final int SIGNAL = 60;

    private static final int SIGEV_THREAD_ID = 4;
    private static final int CLOCK_MONOTONIC = 1;
    private final long timer;
    private final Memory value = new Memory(32);

    /** Makes the timer for the calling thread, not running. */
    public SliceTimer() {
        Function handler = NativeLibrary.getInstance("c").getFunction("abs");
        // struct sigaction of libc: the handler first, no SA_RESTART, nothing masked.
        Memory action = new Memory(152);
        action.clear();
        action.setLong(0, Pointer.nativeValue(handler));
        if (LibC.sigaction(SIGNAL, Pointer.nativeValue(action), 0) != 0) {
            throw new ErrnoException("sigaction", Native.getLastError());
        }
        // struct sigevent: value, signo, notify, thread id (sigevent(7)).
        Memory event = new Memory(64);
        event.clear();
        event.setInt(8, SIGNAL);
        event.setInt(12, SIGEV_THREAD_ID);
        event.setInt(16, (int) LibC.syscall(186, 0, 0, 0, 0, 0, 0));
        Memory id = new Memory(8);
        if (LibC.timer_create(CLOCK_MONOTONIC, Pointer.nativeValue(event), Pointer.nativeValue(id)) != 0) {
            throw new ErrnoException("timer_create", Native.getLastError());
        }
        timer = id.getLong(0);
    }

    /** Fires once after {@code nanos}, and then every {@code everyNanos} until stopped; 0 stops it. */
    public void start(long nanos, long everyNanos) {
        value.setLong(0, everyNanos / 1_000_000_000);
        value.setLong(8, everyNanos % 1_000_000_000);
        value.setLong(16, nanos / 1_000_000_000);
        value.setLong(24, nanos % 1_000_000_000);
        LibC.timer_settime(timer, 0, Pointer.nativeValue(value), 0);
    }

    public void stop() {
        start(0, 0);
    }

    @Override
    public void close() {
        LibC.timer_delete(timer);
    }
}
