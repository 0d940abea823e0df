package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.view.EventJson;
import dev.jrr.explore.view.Frames;
import dev.jrr.explore.view.Json;
import dev.jrr.explore.view.TraceEvents;
import dev.jrr.trace.NewFile;
import dev.jrr.trace.TraceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Writes the frames of a recording for other tools:",
            "perfetto  for ui.perfetto.dev and chrome://tracing: tasks as tracks, system calls as",
            "          slices, futex wakes as arrows, signals and the rest as instants. Calls that",
            "          did not wait are drawn with up to a microsecond.",
            "json      one object a line, as jrr-tui events --json prints them.",
            "There is no parquet, whose libraries are larger than all of jrr-tui. DuckDB makes it of",
            "the json:",
            "duckdb -c \"copy (from read_json_auto('run.json')) to 'run.parquet' (format parquet)\""
        },
        footer = "jrr-tui export --format perfetto -o run.json")
final class ExportCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "perfetto or json")
    private String format;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "the file, which must not exist")
    private Path file;

    @Override
    int run(Streams streams) {
        switch (format) {
            case "perfetto", "json" -> {}
            case "parquet" ->
                throw new UsageException("parquet is not written; export --format json, and then: duckdb -c"
                        + " \"copy (from read_json_auto('run.json')) to 'run.parquet' (format parquet)\"");
            default -> throw new UsageException("--format takes perfetto or json");
        }
        try (TraceReader reader = TraceArgument.open(trace);
                NewFile target = NewFile.create(file)) {
            if (format.equals("json")) {
                writeFrames(Frames.of(reader), target);
            } else {
                writeEvents(reader, target);
            }
            long bytes = target.finish();
            streams.error()
                    .println("jrr-tui: exported " + reader.frameCount() + " frames of " + reader.directory() + " to "
                            + file + " (" + Size.text(bytes) + ")");
        }
        return 0;
    }

    private static void writeFrames(Frames frames, NewFile target) {
        for (long number = 0; number < frames.count(); number++) {
            write(EventJson.of(frames.frame(number)) + "\n", target);
        }
    }

    private static void writeEvents(TraceReader reader, NewFile target) {
        String about = new Json()
                .object()
                .member("displayTimeUnit", "ns")
                .object("otherData")
                .member("program", Words.quoted(reader.header().argv()))
                .member("recorder", "jrr-tui " + Version.text())
                .endObject()
                .array("traceEvents")
                .toString();
        String[] before = {about + "\n"};
        TraceEvents.write(Frames.of(reader), reader.summary(), event -> {
            write(before[0] + event, target);
            before[0] = ",\n";
        });
        write("\n]}\n", target);
    }

    private static void write(String text, NewFile target) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        target.write(bytes, 0, bytes.length);
    }
}
