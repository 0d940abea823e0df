package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Progress;
import dev.jrr.trace.TraceReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The shell with a person in front of it: colours, completion, history, pages. */
final class ShellTerminal {
    /** Bracketed pastes off (xterm, ctlseqs), and the line that was typed behind us. */
    private static final String END_OF_PASTES = "\033[?2004l\r\n";

    private static final Logger QUIET = Logger.getLogger("org.jline");

    /** Without colours: what marks a choice has to be seen all the same. */
    private static final Map<String, String> PLAIN_STYLES = Map.of(
            LineReader.COMPLETION_STYLE_STARTING, "bold",
            LineReader.COMPLETION_STYLE_LIST_STARTING, "bold",
            LineReader.COMPLETION_STYLE_DESCRIPTION, "fg:default",
            LineReader.COMPLETION_STYLE_LIST_DESCRIPTION, "fg:default",
            LineReader.COMPLETION_STYLE_GROUP, "bold",
            LineReader.COMPLETION_STYLE_LIST_GROUP, "bold",
            LineReader.COMPLETION_STYLE_LIST_BACKGROUND, "bg:default");

    private final Terminal terminal;
    private final DebuggerTarget target;
    private final ShellCommands shell;
    private final SeekProgress progress;
    private final boolean hasColours;
    private volatile boolean isReading;

    private ShellTerminal(Terminal terminal, DebuggerTarget target, SeekProgress progress) {
        this.terminal = terminal;
        this.target = target;
        this.progress = progress;
        this.shell = new ShellCommands(
                target, new PrintWriter(new Pager(terminal, System.getenv("PAGER"), progress::clear)), true);
        String noColour = System.getenv("NO_COLOR");
        this.hasColours =
                (noColour == null || noColour.isEmpty()) && !terminal.getType().startsWith("dumb");
    }

    static int run(TraceReader trace) {
        // What it would log is nothing that a user can mend, and would be printed over the line.
        QUIET.setLevel(Level.OFF);
        try (Terminal terminal = TerminalBuilder.builder()
                .name("jrr-tui")
                .provider("jni")
                .dumb(true)
                .build()) {
            SeekProgress progress = new SeekProgress(terminal);
            try (DebuggerTarget target = new DebuggerTarget(trace, progress)) {
                terminal.handle(Terminal.Signal.INT, signal -> target.cancel());
                ShellTerminal talking = new ShellTerminal(terminal, target, progress);
                Runtime.getRuntime().addShutdownHook(new Thread(talking::leave));
                talking.talk();
            }
            return 0;
        } catch (IOException e) {
            throw new JrrException("cannot use the terminal: " + e.getMessage(), e);
        }
    }

    /** Undoes, for a shell that is ended while it reads a line, what JLine does not when it puts the modes right. */
    private void leave() {
        if (!isReading) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(END_OF_PASTES.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // With the terminal its modes are gone too.
            return;
        }
    }

    private void talk() {
        LineReader reader = reader();
        execute("where");
        while (!shell.isQuit()) {
            try {
                String line = read(reader);
                execute(line.isBlank() ? shell.lastMotion().orElse("") : line);
            } catch (UserInterruptException droppedLine) {
                continue;
            } catch (EndOfFileException end) {
                return;
            }
        }
    }

    private String read(LineReader reader) {
        String prompt = prompt();
        isReading = !terminal.getType().startsWith("dumb");
        try {
            return reader.readLine(prompt);
        } finally {
            isReading = false;
        }
    }

    private void execute(String line) {
        progress.begin();
        try {
            shell.execute(line);
        } catch (CancellationException cancelled) {
            target.begin();
            say("stopped");
            if (!target.isDiverted()) {
                shell.execute("where");
            }
        } catch (JrrException e) {
            say(e.getMessage());
        }
        // Ctrl-C that came when all was done already.
        target.begin();
        terminal.flush();
    }

    private void say(String text) {
        progress.clear();
        terminal.writer().println(text);
    }

    /** Where one is: the place and the task, and that it is a diversion. */
    private String prompt() {
        AttributedStringBuilder text = new AttributedStringBuilder();
        AttributedStyle plain = AttributedStyle.DEFAULT;
        text.append("(jrr ");
        if (target.isDiverted()) {
            text.styled(
                    hasColours ? plain.foreground(AttributedStyle.RED).bold().inverse() : plain, "DIVERSION");
            text.append(" from ");
        }
        text.styled(hasColours ? plain.bold() : plain, target.place().toString());
        text.append(" task ").append(shell.taskInFocus().toString()).append(") ");
        return text.toAnsi(terminal);
    }

    private LineReader reader() {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("jrr-tui")
                .parser(new LineParser())
                .completer(this::complete)
                .history(new ShellHistory(ShellHistory.defaultFile()))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "...> ")
                // "!" is a word of the filter language.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                // What merely resembles the word is not offered for it.
                .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false)
                .option(LineReader.Option.DISABLE_HIGHLIGHTER, !hasColours);
        if (hasColours) {
            builder.highlighter(new LineHighlighter(() -> shell.marks().keySet()));
        } else {
            PLAIN_STYLES.forEach(builder::variable);
        }
        return builder.build();
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            int order = 0;
            for (Offer offer : shell.candidates(line.words(), line.wordIndex())) {
                String summary = offer.summary().isEmpty() ? null : visible(offer.summary());
                candidates.add(new Candidate(
                        offer.text(), visible(offer.text()), null, summary, null, null, offer.isWhole(), order++));
            }
        } catch (JrrException replayFailed) {
            // Completion offers nothing then; the command itself will say why.
            return;
        }
    }

    private static String visible(String text) {
        return AttributedString.stripAnsi(text).replaceAll("\\p{Cntrl}", " ");
    }

    /** Shows how far a long way has come, on a line that it takes back. */
    private static final class SeekProgress implements Progress {
        private static final long PATIENCE_NANOS = 300_000_000L;
        private static final int WIDTH = 40;

        private final Terminal terminal;
        private volatile long begun;
        private volatile boolean isShown;

        SeekProgress(Terminal terminal) {
            this.terminal = terminal;
        }

        void begin() {
            begun = System.nanoTime();
        }

        @Override
        public void at(long done, long total) {
            if (done >= total) {
                clear();
            } else if (System.nanoTime() - begun > PATIENCE_NANOS) {
                String text = "replaying: " + 100 * done / total + "%  (Ctrl-C stops)";
                terminal.writer().print("\r" + text + " ".repeat(WIDTH - text.length()) + "\r");
                terminal.flush();
                isShown = true;
            }
        }

        /** Takes back what is shown. */
        void clear() {
            if (isShown) {
                isShown = false;
                terminal.writer().print("\r" + " ".repeat(WIDTH) + "\r");
                terminal.flush();
            }
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
