package dev.jrr.cli;

import dev.jrr.linux.TerminalDevice;
import dev.jrr.trace.TraceProgress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows on standard error, which is a terminal, how far a recording is, from {@link #start} to
 * {@link #close}, by a thread of its own.
 *
 * <p>The program may print on that terminal as well, where and when it likes. So a line is the
 * terminal's last one, taken out of what scrolls, and drawing it leaves the cursor where it is: the
 * program's text is neither mixed with ours nor erased. Where the program has the screen, not even
 * that is free, and there is nothing but the title of the window.
 */
final class ProgressDisplay implements AutoCloseable {
    private static final int LEAST_ROWS = 3;

    /** How something is shown. */
    enum Place {
        LINE(100),
        /** Some terminals draw a window anew for its title. */
        TITLE(1000);

        private final int millis;

        Place(int millis) {
            this.millis = millis;
        }
    }

    private final Place place;
    private final OutputStream terminal;
    private final Supplier<TerminalDevice.Size> sizes;
    private final Thread thread = new Thread(this::run, "jrr-progress");
    private final Thread hook = new Thread(this::erase, "jrr-progress-erase");
    private Supplier<TraceProgress> progress;
    private TerminalDevice.Size size = new TerminalDevice.Size(0, 0);
    private String shown = "";
    private boolean closed;

    ProgressDisplay(Place place, OutputStream terminal, Supplier<TerminalDevice.Size> sizes) {
        this.place = place;
        this.terminal = terminal;
        this.sizes = sizes;
    }

    /**
     * What to show a recording with, if with anything.
     *
     * @param wanted true if asked for, false if refused, null if neither
     * @param error where to say why what was asked for is not possible
     */
    static Optional<ProgressDisplay> choose(Boolean wanted, PrintStream error) {
        if (Boolean.FALSE.equals(wanted)) {
            return Optional.empty();
        }
        Optional<String> terminal = StandardStreams.terminal(StandardStreams.ERROR);
        String term = System.getenv().getOrDefault("TERM", "");
        Optional<Place> place = terminal.flatMap(path -> place(
                wanted != null,
                isSame(path, StandardStreams.terminal(StandardStreams.IN))
                        || isSame(path, StandardStreams.terminal(StandardStreams.OUT)),
                term));
        if (place.isEmpty() && wanted != null) {
            error.println("jrr-tui: no progress is shown: "
                    + (terminal.isEmpty()
                            ? "standard error is no terminal"
                            : "the program has the screen, and TERM=" + term + " names none with a title"));
        }
        return place.map(found -> new ProgressDisplay(
                found, new FileOutputStream(FileDescriptor.err), () -> TerminalDevice.size(StandardStreams.ERROR)));
    }

    /** @param owned whether the program has its input or its output on the terminal */
    static Optional<Place> place(boolean asked, boolean owned, String term) {
        if (!owned) {
            return term.isEmpty() || term.equals("dumb") || term.equals("emacs")
                    ? Optional.empty()
                    : Optional.of(Place.LINE);
        }
        return asked && term.matches("(xterm|tmux|screen|rxvt|alacritty|foot|kitty|konsole|vte).*")
                ? Optional.of(Place.TITLE)
                : Optional.empty();
    }

    /** /dev/tty is the other name of whichever it is. */
    private static boolean isSame(String terminal, Optional<String> stream) {
        return stream.filter(other -> other.equals(terminal) || other.equals("/dev/tty") || terminal.equals("/dev/tty"))
                .isPresent();
    }

    /** How far a recording is, as people read it. */
    static String text(TraceProgress progress) {
        return String.format(
                Locale.ROOT,
                "%,d frames of %,d task%s in %,d s so far",
                progress.frames(),
                progress.tasks(),
                progress.tasks() == 1 ? "" : "s",
                progress.nanos() / 1_000_000_000);
    }

    void start(Supplier<TraceProgress> asked) {
        progress = asked;
        Runtime.getRuntime().addShutdownHook(hook);
        // At once: the program has not begun, and so not printed half a line.
        draw(text(asked.get()));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (draw(text(progress.get()))) {
                Thread.sleep(place.millis);
            }
        } catch (InterruptedException closing) {
            return;
        }
    }

    /** Shows a text if it is another one. Returns whether that goes on. */
    synchronized boolean draw(String text) {
        if (closed) {
            return false;
        }
        TerminalDevice.Size now = place == Place.LINE ? sizes.get() : size;
        if (!now.equals(size)) {
            // A terminal of another size has given up the region that scrolled.
            write(begin(now));
            size = now;
            shown = "";
        }
        if (!text.equals(shown)) {
            write(place == Place.LINE ? line(text) : (shown.isEmpty() ? "\033[22;2t" : "") + title(text));
            shown = text;
        }
        return true;
    }

    /** Takes the last line out of what scrolls. A cursor that is there is moved up, in its column (IND). */
    private static String begin(TerminalDevice.Size size) {
        return size.rows() < LEAST_ROWS ? "" : "\033D\0337\033[1;" + (size.rows() - 1) + "r\0338\033[A";
    }

    private String line(String text) {
        String fitting = "recorded " + text;
        // Not the last column: some terminals go on to the next line from there.
        fitting = fitting.substring(0, Math.min(fitting.length(), Math.max(0, size.columns() - 1)));
        return size.rows() < LEAST_ROWS
                ? ""
                : "\0337\033[" + size.rows() + ";1H\033[0;2m" + fitting + "\033[0m\033[K\0338";
    }

    private static String title(String text) {
        return "\033]2;jrr-tui: recorded " + text + "\007";
    }

    private synchronized void erase() {
        if (closed) {
            return;
        }
        closed = true;
        if (place == Place.TITLE) {
            write(shown.isEmpty() ? "" : "\033[23;2t");
        } else if (size.rows() >= LEAST_ROWS) {
            write("\0337\033[r\033[" + size.rows() + ";1H\033[K\0338");
        }
    }

    /** In one piece, so that nothing of the program comes between. */
    private void write(String text) {
        try {
            terminal.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // A recording is worth more than the sight of it.
            closed = true;
        }
    }

    /** Erases what is shown. */
    @Override
    public void close() {
        erase();
        thread.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
