package dev.jrr.base;

/** Something known that is refused by its name: a system call, a flag, a processor, a kernel. */
public final class UnsupportedException extends JrrException {
    private static final long serialVersionUID = 1L;

    public UnsupportedException(String message) {
        super(message);
    }
}
