package dev.jrr.cli;

import dev.jrr.base.JrrException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output: buffered, UTF-8 whatever the locale, and never silent about what it could not
 * write. Its errors are unchecked, so that no PrintWriter on the way can swallow them.
 */
final class Output extends Writer {
    private static final int CAPACITY = 32 * 1024;

    private final OutputStream stream;
    private final StringBuilder pending = new StringBuilder(CAPACITY);

    Output(OutputStream stream) {
        this.stream = stream;
    }

    void line(String text) {
        pending.append(text).append('\n');
        flushIfFull();
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        pending.append(characters, offset, length);
        flushIfFull();
    }

    @Override
    public void flush() {
        if (pending.length() == 0) {
            return;
        }
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        // Dropped even if the write fails: it would fail again at the end, and be said twice.
        pending.setLength(0);
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            if (isPipe()) {
                throw new ReaderGone();
            }
            throw new JrrException("cannot write to standard output: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        flush();
    }

    private void flushIfFull() {
        // A pair of surrogates must not be parted between two flushes.
        if (pending.length() >= CAPACITY && !Character.isHighSurrogate(pending.charAt(pending.length() - 1))) {
            flush();
        }
    }

    /** The only way for a write to a pipe to fail is that nobody reads it; messages are translated. */
    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whoever read the output has gone. */
    static final class ReaderGone extends JrrException {
        private static final long serialVersionUID = 1L;

        ReaderGone() {
            super("nobody reads the output");
        }
    }
}
