package dev.jrr.explore.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * Shows what was written when it is flushed: as it is if the screen has room for it, else by pages, which q
 * leaves. The program that PAGER names does that, if it is set; {@code cat} or nothing there is no pages at all.
 */
final class Pager extends Writer {
    private static final int TAB = 8;

    private final Terminal terminal;

    /** Null for our own pages, empty for none. */
    private final String program;

    private final Runnable before;
    private final StringBuilder text = new StringBuilder();

    /** @param before run before anything is shown */
    Pager(Terminal terminal, String program, Runnable before) {
        this.terminal = terminal;
        this.before = before;
        this.program = program == null ? null : program.strip();
    }

    @Override
    public void write(char[] letters, int from, int length) {
        text.append(letters, from, length);
    }

    @Override
    public void flush() {
        String shown = text.toString();
        text.setLength(0);
        if (shown.isEmpty()) {
            return;
        }
        before.run();
        boolean hasPages = !"".equals(program)
                && !"cat".equals(program)
                && !terminal.getType().startsWith("dumb");
        if (!hasPages || rows(shown) < terminal.getHeight() || !page(shown)) {
            terminal.writer().print(shown);
            terminal.flush();
        }
    }

    @Override
    public void close() {
        flush();
    }

    /** How many rows of the screen the text needs. */
    private int rows(String shown) {
        int width = Math.max(1, terminal.getWidth());
        return shown.lines()
                .mapToInt(line -> {
                    int columns = new AttributedString(line.replace("\t", " ".repeat(TAB))).columnLength();
                    return Math.max(1, (columns + width - 1) / width);
                })
                .sum();
    }

    /** Whether it has been shown. */
    private boolean page(String shown) {
        terminal.flush();
        try {
            if (program != null) {
                return byProgram(shown);
            }
            new Less(terminal, Path.of("")).run(new Text(shown));
            return true;
        } catch (IOException unusable) {
            return false;
        } catch (InterruptedException left) {
            // Ctrl-C leaves the pages as q does.
            return true;
        }
    }

    private boolean byProgram(String shown) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", program)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(shown.getBytes(StandardCharsets.UTF_8));
        } catch (IOException leftEarly) {
            // It need not read all; or it is not there, which its status tells.
        }
        int status = process.waitFor();
        // What sh says of a program that is not there, or cannot be run.
        return status != 126 && status != 127;
    }

    private record Text(String text) implements Source {
        @Override
        public String getName() {
            return "q leaves, h helps";
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}
