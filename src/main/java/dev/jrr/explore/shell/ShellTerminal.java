package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Progress;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The shell with a person in front of it: line editing, history, completion. */
final class ShellTerminal {
    private ShellTerminal() {}

    static int run(TraceReader trace) {
        try (Terminal terminal = TerminalBuilder.builder()
                .name("jrr-tui")
                .provider("jni")
                .dumb(true)
                .build()) {
            SeekProgress progress = new SeekProgress(terminal);
            terminal.handle(Terminal.Signal.INT, signal -> progress.cancel());
            try (DebuggerTarget target = new DebuggerTarget(trace, progress)) {
                ShellCommands shell = new ShellCommands(target, terminal.writer(), true);
                talk(terminal, shell, target, progress);
            }
            return 0;
        } catch (IOException e) {
            throw new JrrException("cannot use the terminal: " + e.getMessage(), e);
        }
    }

    private static void talk(Terminal terminal, ShellCommands shell, ShellTarget target, SeekProgress progress) {
        LineReader reader = reader(terminal, shell);
        shell.printWhere();
        while (!shell.isQuit()) {
            try {
                String line = reader.readLine("(jrr " + target.position() + ") ");
                progress.begin();
                shell.execute(line);
            } catch (UserInterruptException cancelledLine) {
                continue;
            } catch (EndOfFileException end) {
                return;
            } catch (JrrException e) {
                terminal.writer().println(e.getMessage());
                terminal.flush();
            }
        }
    }

    private static LineReader reader(Terminal terminal, ShellCommands shell) {
        DefaultParser parser = new DefaultParser();
        // A quote that is not closed is the filter's to report, not a reason to ask for more lines.
        parser.setEofOnUnclosedQuote(false);
        parser.setEscapeChars(new char[0]);
        Completer completer = (reader, line, candidates) -> {
            try {
                shell.candidates(line.words(), line.wordIndex()).forEach(word -> candidates.add(new Candidate(word)));
            } catch (JrrException replayFailed) {
                // Completion offers nothing then; the command itself will say why.
                return;
            }
        };
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("jrr-tui")
                .parser(parser)
                .completer(completer)
                // "!" is a word of the filter language.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        historyFile().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    /** Empty where the home is not writable: the shell works without a history. */
    private static Optional<Path> historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state != null && state.startsWith("/")
                ? Path.of(state, "jrr")
                : Path.of(System.getProperty("user.home"), ".local", "state", "jrr");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return Optional.of(folder.resolve("shell-history"));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Shows how far a long way has come, on a line that it takes back; Ctrl-C ends it. */
    private static final class SeekProgress implements Progress {
        private static final long PATIENCE_NANOS = 300_000_000L;

        private final Terminal terminal;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private volatile long begun;

        SeekProgress(Terminal terminal) {
            this.terminal = terminal;
        }

        void begin() {
            cancelled.set(false);
            begun = System.nanoTime();
        }

        void cancel() {
            cancelled.set(true);
        }

        @Override
        public void at(long done, long total) {
            if (total > 0 && System.nanoTime() - begun > PATIENCE_NANOS) {
                String text = done >= total ? "" : "replaying: " + 100 * done / total + "%  (Ctrl-C stops)";
                terminal.writer().print("\r" + text + " ".repeat(40 - text.length()) + "\r");
                terminal.flush();
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }
    }
}
