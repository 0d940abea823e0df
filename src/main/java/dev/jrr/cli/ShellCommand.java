package dev.jrr.cli;

import dev.jrr.explore.shell.Shell;
import dev.jrr.trace.TraceReader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Explores a recording by words; help, typed there, lists them. With -c, or where standard",
            "input or output is not a terminal, runs commands and ends at the first that fails.",
            "Commands are parted by semicolons or ends of lines; # begins a comment.",
            "Long texts go through PAGER, if it is set (cat: none); NO_COLOR=1 leaves colours out."
        },
        footer = "jrr-tui shell -c 'next signal; regs; read rsp 64'")
final class ShellCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "-c", paramLabel = "'CMD; CMD'", description = "run these commands")
    private String commands;

    @Override
    int run(Streams streams) {
        try (TraceReader reader = TraceArgument.open(trace)) {
            PrintWriter out = new PrintWriter(streams.out());
            if (commands != null) {
                return Shell.script(reader, commands, out, streams.error());
            }
            if (!StandardStreams.isTerminal(StandardStreams.IN) || !StandardStreams.isTerminal(StandardStreams.OUT)) {
                InputStreamReader input = new InputStreamReader(streams.in(), StandardCharsets.UTF_8);
                return Shell.lines(reader, new BufferedReader(input), out, streams.error());
            }
            return Shell.interactive(reader);
        }
    }
}
