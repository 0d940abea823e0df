package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.view.EventJson;
import dev.jrr.explore.view.EventRow;
import dev.jrr.explore.view.Frames;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Lists the frames of a recording: number, task, time in seconds, what happened.",
        footer = "jrr-tui events --filter 'syscall = openat and failed'")
final class EventsCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "--from", paramLabel = "N", description = "the first frame to list")
    private long from;

    @Option(names = "--to", paramLabel = "N", description = "the last frame to list")
    private long to = Long.MAX_VALUE;

    @Option(names = "--task", paramLabel = "TID", description = "only frames of this task")
    private Integer task;

    @Option(names = "--filter", paramLabel = "EXPR", description = "only frames that the expression fits")
    private String filter = "";

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Override
    int run(Streams streams) {
        if (from < 0 || to < from) {
            throw new UsageException("--from and --to are frames, in this order");
        }
        Filter wanted = Filter.parse(filter);
        try (TraceReader reader = TraceArgument.open(trace)) {
            Frames frames = Frames.of(reader);
            Filter both = (task == null ? wanted : wanted.and(Filter.parse("task = " + task))).in(reader.summary());
            OptionalLong next = frames.next(from, both);
            while (next.isPresent() && next.getAsLong() <= to) {
                TraceFrame frame = frames.frame(next.getAsLong());
                streams.out()
                        .line(json ? EventJson.of(frame) : EventRow.of(frame).line());
                next = frames.next(next.getAsLong() + 1, both);
            }
        }
        return 0;
    }
}
