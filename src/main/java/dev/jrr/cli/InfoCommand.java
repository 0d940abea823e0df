package dev.jrr.cli;

import dev.jrr.explore.view.ProcessTree;
import dev.jrr.explore.view.Seconds;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.TraceListing;
import dev.jrr.trace.TraceReader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        description = "Says what is known of a recording: program, machine, size, and its processes as a tree.",
        footer = "jrr-tui info latest-trace")
final class InfoCommand extends Subcommand {
    private static final List<String> FACTS = List.of("kernel", "cpu", "cpu-number");

    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Override
    int run(Streams streams) {
        Output out = streams.out();
        try (TraceReader reader = TraceArgument.open(trace)) {
            TraceHeader header = reader.header();
            TraceSummary summary = reader.summary();
            row(out, "trace", reader.directory().toString());
            row(out, "program", Words.quoted(header.argv()));
            row(out, "in", header.workingDirectory());
            row(
                    out,
                    "made",
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                            .withZone(ZoneId.systemDefault())
                            .format(Instant.ofEpochMilli(header.createdEpochMillis())));
            row(out, "took", Seconds.text(summary.recordNanos()) + " s, " + summary.stops() + " stops");
            row(out, "frames", frames(reader));
            row(out, "tasks", Integer.toString(summary.tasks().size()));
            row(
                    out,
                    "size",
                    Size.text(TraceListing.of(reader.directory(), false).bytes()));
            row(out, "syscallbuf", header.syscallbuf() ? "yes" : "no");
            for (String fact : FACTS) {
                String value = header.machine().get(fact);
                if (value != null) {
                    row(out, fact, value);
                }
            }
            row(out, "environment", header.environmentNames().size() + " variables");
            out.line("");
            ProcessTree.lines(summary.tasks()).forEach(out::line);
        }
        return 0;
    }

    private static String frames(TraceReader reader) {
        long frames = reader.summary().frames();
        if (reader.goesOn()) {
            return "recording goes on: " + frames + " frames so far";
        }
        return frames + (reader.summary().complete() ? "" : " (cut short: the recorder was killed)");
    }

    private static void row(Output out, String name, String value) {
        out.line(String.format(Locale.ROOT, "%-12s %s", name, value));
    }
}
