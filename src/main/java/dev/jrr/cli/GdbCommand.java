package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.gdb.GdbLauncher;
import dev.jrr.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Starts gdb on a replay, reverse execution included: break, watch, reverse-continue,",
            "reverse-step and the rest. In it, goto N goes to a frame, when says where this is, and",
            "monitor CMD runs a word of the shell. What gdb changes is a diversion; monitor resume",
            "leaves it."
        },
        footer = "jrr-tui gdb latest-trace -- -ex 'break main' -ex continue")
final class GdbCommand extends Subcommand {
    @Option(names = "--process", paramLabel = "PID", description = "which process of the recording; else the first")
    private int process;

    @Parameters(
            arity = "0..*",
            paramLabel = "[TRACE] [-- GDBARG]",
            description = "a recording's folder or name, else the latest; behind -- arguments of gdb")
    private List<String> words = new ArrayList<>();

    @Override
    int run(Streams streams) {
        List<String> arguments = new ArrayList<>(words);
        String trace = null;
        if (!arguments.isEmpty() && !arguments.get(0).startsWith("-")) {
            trace = arguments.remove(0);
        }
        if (process < 0) {
            throw new UsageException("--process takes the id of a process");
        }
        try (TraceReader reader = TraceArgument.open(trace)) {
            return GdbLauncher.run(reader, process, arguments);
        }
    }
}
