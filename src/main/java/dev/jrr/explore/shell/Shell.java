package dev.jrr.explore.shell;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.Progress;
import dev.jrr.trace.TraceReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Runs the shell on a trace: from a script, from input that is no terminal, or with a person. */
public final class Shell {
    private Shell() {}

    /**
     * Runs commands until one fails.
     *
     * @param error where the failure is said
     * @return the exit status: 0, or 1 if a command failed
     */
    public static int script(TraceReader trace, String commands, PrintWriter out, PrintStream error) {
        return run(trace, out, error, shell -> shell.execute(commands));
    }

    /** Runs the commands of an input, line by line, until one fails; as {@link #script}. */
    public static int lines(TraceReader trace, BufferedReader input, PrintWriter out, PrintStream error) {
        return run(trace, out, error, shell -> {
            try {
                String rest = "";
                for (String row = input.readLine(); row != null && !shell.isQuit(); row = input.readLine()) {
                    String line = rest + row;
                    boolean isOpen = ShellLine.of(line).isOpen();
                    rest = isOpen ? line + "\n" : "";
                    if (!isOpen) {
                        shell.execute(line);
                    }
                }
                shell.execute(rest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Talks to a person at the terminal until they leave. */
    public static int interactive(TraceReader trace) {
        requireFrames(trace);
        return ShellTerminal.run(trace);
    }

    private static int run(TraceReader trace, PrintWriter out, PrintStream error, Script script) {
        requireFrames(trace);
        try (DebuggerTarget target = new DebuggerTarget(trace, Progress.NONE)) {
            script.run(new ShellCommands(target, out, false));
            return 0;
        } catch (UsageException mistake) {
            // Here the words are the input, not the command line: what fails is a check, not a call.
            out.flush();
            error.println("jrr-tui: " + mistake.getMessage());
            return 1;
        }
    }

    private static void requireFrames(TraceReader trace) {
        if (trace.frameCount() == 0) {
            throw new JrrException(trace.directory() + " holds no frames: its recording ended before the first");
        }
    }

    private interface Script {
        void run(ShellCommands shell);
    }
}
