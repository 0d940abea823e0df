package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.explore.filter.FilterException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Entry point of jrr-tui: finds the command, and is the one place where errors end. What the
 * project raises on purpose is one line and a status; anything else is a bug and leaves a report.
 */
public final class Main {
    static final int FAILED = 1;
    static final int MISUSED = 2;

    /** A recording that failed is told apart from a program that did: 1 may be the program's own. */
    private static final int RECORDING_FAILED = 125;

    private Main() {}

    public static void main(String[] arguments) {
        Output out = new Output(new FileOutputStream(FileDescriptor.out));
        System.exit(run(arguments, System.in, out, System.err));
    }

    /** Runs one command line and returns its exit status. */
    static int run(String[] arguments, InputStream in, Output out, PrintStream error) {
        int failed = arguments.length > 0 && arguments[0].equals("record") ? RECORDING_FAILED : FAILED;
        int status = guarded(() -> command(arguments, new Streams(in, out, error)), failed, error);
        // What is still buffered may fail as well: a full disk is found only now.
        int flushed = guarded(
                () -> {
                    out.flush();
                    return 0;
                },
                failed,
                error);
        return status != 0 ? status : flushed;
    }

    private static int command(String[] arguments, Streams streams) {
        if (arguments.length == 0) {
            return CommandTable.run("replay", new String[0], streams);
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "-h", "--help", "help" -> {
                if (rest.length > 0) {
                    return CommandTable.run(rest[0], new String[] {"--help"}, streams);
                }
                CommandTable.printHelp(streams.out());
                return 0;
            }
            case "-V", "--version", "version" -> {
                streams.out().line("jrr-tui " + Version.text());
                return 0;
            }
            default -> {
                return CommandTable.run(arguments[0], rest, streams);
            }
        }
    }

    private interface Action {
        int run();
    }

    private static int guarded(Action action, int failed, PrintStream error) {
        try {
            return action.run();
        } catch (Output.ReaderGone gone) {
            // "jrr-tui events | head": nobody wants the rest.
            return 0;
        } catch (FilterException mistake) {
            error.println("jrr-tui: " + mistake.report());
            return MISUSED;
        } catch (UsageException mistake) {
            error.println("jrr-tui: " + oneLine(mistake));
            return MISUSED;
        } catch (JrrException failure) {
            error.println("jrr-tui: " + oneLine(failure));
            return failed;
        } catch (Throwable bug) {
            error.println("jrr-tui: " + BugReport.write(bug));
            return failed;
        }
    }

    /** Messages repeat what was typed; a line break or an escape in it must not act on the terminal. */
    static String oneLine(JrrException error) {
        return String.valueOf(error.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }
}
