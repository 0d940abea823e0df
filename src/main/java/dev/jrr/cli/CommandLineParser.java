package dev.jrr.cli;

import dev.jrr.base.UsageException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command on its arguments: the only use of picocli besides annotations. */
final class CommandLineParser {
    private CommandLineParser() {}

    static int run(String name, Subcommand command, String[] arguments, Streams streams) {
        CommandLine line = parse(name, command, arguments);
        if (line.isUsageHelpRequested()) {
            PrintWriter writer = new PrintWriter(streams.out());
            line.usage(writer, Ansi.OFF);
            writer.flush();
            return 0;
        }
        return command.run(streams);
    }

    /** Fills a command's fields, as if it was to be run. */
    static CommandLine parse(String name, Subcommand command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setCommandName("jrr-tui " + name);
        line.setUsageHelpLongOptionsMaxWidth(28);
        line.setUsageHelpWidth(100);
        // The recorded program's options are its own.
        line.setStopAtPositional(command.endsAtFirstWord());
        line.setExpandAtFiles(false);
        line.setAbbreviatedOptionsAllowed(false);
        try {
            line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new UsageException(firstLine(e.getMessage()) + " (jrr-tui " + name + " --help shows how)");
        }
        return line;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("cannot be understood");
    }
}
