package dev.jrr.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * The C library's calls for a terminal, directly mapped: an interface mapping costs twice as much a
 * call. Constants are those of Linux x86-64.
 */
final class TerminalCalls {
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_NOCTTY = 0x100;
    static final int O_CLOEXEC = 0x80000;

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final long TIOCGWINSZ = 0x5413;
    static final int TCSANOW = 0;
    static final int TCIFLUSH = 0;

    /** The size of glibc's {@code struct termios}. */
    static final int TERMIOS_BYTES = 60;

    static final short POLLIN = 1;
    static final short POLLHUP = 0x10;

    static final int SIGSTOP = 19;

    static {
        Native.register(
                TerminalCalls.class, NativeLibrary.getInstance("c", Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
    }

    private TerminalCalls() {}

    static native int open(String path, int flags);

    static native int close(int fd);

    static native long read(int fd, byte[] buffer, long count);

    static native long write(int fd, byte[] buffer, long count);

    static native int poll(byte[] descriptors, long count, int timeoutMillis);

    static native int ioctl(int fd, long request, short[] argument);

    static native int pipe2(int[] ends, int flags);

    static native int isatty(int fd);

    static native int tcgetattr(int fd, byte[] termios);

    static native int tcsetattr(int fd, int when, byte[] termios);

    static native int tcflush(int fd, int queue);

    static native void cfmakeraw(byte[] termios);

    static native int kill(int pid, int signal);

    static native int raise(int signal);

    static native int getpid();

    static native int getpgrp();

    static native int tcsetpgrp(int fd, int group);
}
