package dev.jrr.cli;

import dev.jrr.trace.TracePacker;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Makes one file of a recording, with copies of the programs and libraries that it ran:",
            "jrr-tui unpack makes a recording of it again, there or on another machine. It holds what",
            "the program read, too: only its owner can read it, until that is changed."
        },
        footer = "jrr-tui pack latest-trace -o bug.jrr")
final class PackCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "the file, which must not exist")
    private Path file;

    @Override
    int run(Streams streams) {
        Path folder = TraceArgument.resolve(trace);
        long bytes = TracePacker.pack(folder, file);
        streams.error().println("jrr-tui: packed " + folder + " into " + file + " (" + Size.text(bytes) + ")");
        return 0;
    }
}
