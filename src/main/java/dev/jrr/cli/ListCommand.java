package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.explore.view.Json;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "Lists the recordings, the newest last.", footer = "jrr-tui ls")
final class ListCommand extends Subcommand {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    /** One recording; {@code problem} is why it cannot be read, or empty. */
    private record Row(Path folder, long created, TraceSummary summary, String program, long bytes, String problem) {}

    @Override
    int run(Streams streams) {
        List<Row> rows = new ArrayList<>();
        for (Path folder : TraceArgument.all()) {
            rows.add(row(folder));
        }
        rows.sort(Comparator.comparingLong(Row::created));
        if (json) {
            rows.forEach(row -> streams.out().line(toJson(row)));
            return 0;
        }
        if (rows.isEmpty()) {
            streams.error().println("jrr-tui: there is no recording in " + TraceArgument.root());
            return 0;
        }
        Path latest = latest();
        int width = rows.stream()
                .mapToInt(row -> row.folder().getFileName().toString().length())
                .max()
                .orElse(0);
        streams.out()
                .line(String.format(
                        Locale.ROOT,
                        "  %-" + width + "s  %-16s  %9s  %5s  %9s  program",
                        "name",
                        "made",
                        "frames",
                        "tasks",
                        "size"));
        for (Row row : rows) {
            streams.out().line((row.folder().equals(latest) ? "* " : "  ") + line(row, width));
        }
        return 0;
    }

    private static String line(Row row, int width) {
        String name =
                String.format(Locale.ROOT, "%-" + width + "s", row.folder().getFileName());
        if (!row.problem().isEmpty()) {
            return name + "  " + row.problem();
        }
        return name
                + String.format(
                        Locale.ROOT,
                        "  %s  %9d  %5d  %9s  %s",
                        DATE.format(Instant.ofEpochMilli(row.created())),
                        row.summary().frames(),
                        row.summary().tasks().size(),
                        FolderSize.text(row.bytes()),
                        row.program())
                + (row.summary().complete() ? "" : "  (cut short)");
    }

    private static String toJson(Row row) {
        Json text = new Json()
                .object()
                .member("trace", row.folder().toString())
                .member("name", row.folder().getFileName().toString())
                .member("bytes", row.bytes());
        if (!row.problem().isEmpty()) {
            return text.member("error", row.problem()).endObject().toString();
        }
        return text.member(
                        "created",
                        Instant.ofEpochMilli(row.created())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .member("program", row.program())
                .member("frames", row.summary().frames())
                .member("tasks", row.summary().tasks().size())
                .member("complete", row.summary().complete())
                .endObject()
                .toString();
    }

    private static Row row(Path folder) {
        long bytes = 0;
        try {
            bytes = FolderSize.of(folder);
            try (TraceReader trace = TraceReader.open(folder)) {
                return new Row(
                        folder,
                        trace.header().createdEpochMillis(),
                        trace.summary(),
                        Words.quoted(trace.header().argv()),
                        bytes,
                        "");
            }
        } catch (JrrException | IOException e) {
            return new Row(folder, 0, null, "", bytes, "cannot be read: " + e.getMessage());
        }
    }

    private static Path latest() {
        try {
            return TraceArgument.root().resolve(Files.readSymbolicLink(TraceArgument.latestLink()));
        } catch (IOException none) {
            return null;
        }
    }
}
