package dev.jrr.cli;

import dev.jrr.trace.TraceDirectory;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceUnpacker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Makes a recording of a file that jrr-tui pack made, and the latest one of it. All of the",
            "file is checked; if it is damaged, nothing is made. To replay a recording is to run its",
            "programs, with none of their system calls: take one from people whom you trust."
        },
        footer = "jrr-tui unpack bug.jrr")
final class UnpackCommand extends Subcommand {
    @Parameters(arity = "1", paramLabel = "FILE", description = "a packed recording")
    private Path file;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description = "the folder of the recording, which must be new or empty; else one among the others")
    private Path folder;

    @Override
    int run(Streams streams) {
        TraceDirectory directory = TraceArgument.directory();
        Path made = TraceUnpacker.unpack(file, directory, Optional.ofNullable(folder));
        RecordCommand.setLatest(directory, made, folder != null);
        try (TraceReader trace = TraceReader.open(made)) {
            streams.error().println("jrr-tui: unpacked " + trace.frameCount() + " frames into " + made);
            String recorded = trace.header().machine().getOrDefault("cpu-flags", "");
            List<String> lacking = lacking(recorded, new MachineChecks(Path.of("/")).processorFlags());
            if (!lacking.isEmpty()) {
                streams.error()
                        .println("jrr-tui: this processor lacks " + String.join(", ", lacking)
                                + ", which the recording's had: a replay may diverge here");
            }
        }
        return 0;
    }

    /** The instructions that a program might have used there and cannot use here. */
    static List<String> lacking(String recorded, Set<String> here) {
        return List.of(recorded.strip().split("\\s+")).stream()
                .filter(flag -> flag.matches("(avx|sse|ssse|bmi|amx|xsave|fma|aes|vaes|gfni|adx|sha).*"
                        + "|movbe|popcnt|abm|f16c|v?pclmulqdq|erms|fsrm"))
                .filter(flag -> !here.contains(flag))
                .sorted()
                .toList();
    }
}
