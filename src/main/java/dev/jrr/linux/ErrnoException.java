package dev.jrr.linux;

import dev.jrr.base.JrrException;

/** A system call of our own failed. */
public final class ErrnoException extends JrrException {
    private static final long serialVersionUID = 1L;
    private final int errno;

    public ErrnoException(String call, int errno) {
        super(call + " failed: " + Errno.text(errno));
        this.errno = errno;
    }

    /** The error number (errno(3)). */
    public int errno() {
        return errno;
    }
}
