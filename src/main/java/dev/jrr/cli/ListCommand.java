package dev.jrr.cli;

import dev.jrr.explore.view.Json;
import dev.jrr.model.TraceHeader;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.TraceListing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Lists the recordings, the newest last; a star marks the latest.", footer = "jrr-tui ls")
final class ListCommand extends Subcommand {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Override
    int run(Streams streams) {
        List<TraceListing> traces = TraceArgument.directory().list();
        if (json) {
            traces.forEach(trace -> streams.out().line(json(trace)));
            return 0;
        }
        if (traces.isEmpty()) {
            streams.error()
                    .println("jrr-tui: there is no recording in "
                            + TraceArgument.directory().root());
            return 0;
        }
        int width = Math.max(
                4,
                traces.stream().mapToInt(trace -> trace.name().length()).max().orElse(0));
        streams.out()
                .line(String.format(
                        Locale.ROOT,
                        "  %-" + width + "s  %-16s  %9s  %5s  %9s  %s",
                        "name",
                        "made",
                        "frames",
                        "tasks",
                        "size",
                        "program"));
        for (TraceListing trace : traces) {
            streams.out().line((trace.latest() ? "* " : "  ") + line(trace, width));
        }
        return 0;
    }

    private static String line(TraceListing trace, int width) {
        String name = String.format(Locale.ROOT, "%-" + width + "s", trace.name());
        if (trace.header().isEmpty() || trace.summary().isEmpty()) {
            return name + "  " + trace.problem().orElse("cannot be read");
        }
        TraceHeader header = trace.header().get();
        TraceSummary summary = trace.summary().get();
        return String.format(
                        Locale.ROOT,
                        "%s  %s  %9d  %5d  %9s  %s",
                        name,
                        DATE.format(Instant.ofEpochMilli(header.createdEpochMillis())),
                        summary.frames(),
                        summary.tasks().size(),
                        Size.text(trace.bytes()),
                        Words.quoted(header.argv()))
                + (summary.complete() ? "" : trace.goesOn() ? "  (recording goes on)" : "  (cut short)");
    }

    private static String json(TraceListing trace) {
        Json text = new Json()
                .object()
                .member("name", trace.name())
                .member("trace", trace.path().toString())
                .member("latest", trace.latest())
                .member("bytes", trace.bytes());
        trace.problem().ifPresent(problem -> text.member("error", problem));
        trace.header()
                .ifPresent(header -> text.member(
                                "created",
                                Instant.ofEpochMilli(header.createdEpochMillis())
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString())
                        .member("program", Words.quoted(header.argv())));
        trace.summary()
                .ifPresent(summary -> text.member("frames", summary.frames())
                        .member("tasks", summary.tasks().size())
                        .member("complete", summary.complete())
                        .member("goesOn", trace.goesOn()));
        return text.endObject().toString();
    }
}
