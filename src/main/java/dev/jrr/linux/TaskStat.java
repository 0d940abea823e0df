package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** The state of one task, asked for often: /proc/PID/task/TID/stat, kept open. Tracer thread only. */
public final class TaskStat implements AutoCloseable {
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final Memory BUFFER = new Memory(512);
    private final int fd;

    public TaskStat(int processId, int tid) {
        fd = LibC.open("/proc/" + processId + "/task/" + tid + "/stat", O_RDONLY_CLOEXEC, 0);
    }

    /** 'R' running, 'S' waiting, 'D' waiting for a disk, 't' stopped, 'Z' ended, 'X' gone (proc(5)). */
    public char state() {
        long got = LibC.pread(fd, Pointer.nativeValue(BUFFER), 512, 0);
        if (got <= 0) {
            return 'X';
        }
        String text = new String(BUFFER.getByteArray(0, (int) got), StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(')');
        return at < 0 || at + 2 >= text.length() ? 'X' : text.charAt(at + 2);
    }

    @Override
    public void close() {
        if (fd >= 0) {
            LibC.close(fd);
        }
    }

    /** Lets some time pass: {@code millis} milliseconds, or less if a signal comes. */
    public static void pause(int millis) {
        if (LibC.poll(0, 0, millis) < 0) {
            Native.getLastError();
        }
    }
}
