package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.tui.Explorer;
import dev.jrr.trace.TraceReader;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Explores a recording on the full screen; ? shows the keys, q leaves.",
        footer = "jrr-tui replay --goto 1000 latest-trace")
final class ReplayCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "--goto", paramLabel = "FRAME", description = "begin at this frame")
    private Long frame;

    @Override
    int run(Streams streams) {
        if (frame != null && frame < 0) {
            throw new UsageException("--goto takes a frame, from 0 on");
        }
        try (TraceReader reader = TraceArgument.open(trace)) {
            return Explorer.open(reader, frame == null ? OptionalLong.empty() : OptionalLong.of(frame));
        }
    }
}
