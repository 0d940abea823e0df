package dev.jrr.cli;

import dev.jrr.base.UsageException;
import dev.jrr.explore.tui.Explorer;
import dev.jrr.record.RecordOptions;
import dev.jrr.record.RecordResult;
import dev.jrr.record.Recorder;
import dev.jrr.trace.TraceDirectory;
import dev.jrr.trace.TraceListing;
import dev.jrr.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Runs a program and records it and every process it starts. The standard streams and the",
            "terminal are the program's own, and so is the exit status: 128+N for signal N; 125 if",
            "recording itself failed, 126 if the program cannot be executed, 127 if it is not found."
        },
        footer = "jrr-tui record --env LANG=C -- ls -l /")
final class RecordCommand extends Subcommand {
    private static final int LONGEST_TIMESLICE_MILLIS = 10_000;

    @Option(names = "-o", paramLabel = "DIR", description = "the folder of the recording, which must be new or empty")
    private Path folder;

    @Option(names = "--no-syscallbuf", description = "stop for every system call, buffer none")
    private boolean noSyscallbuf;

    @Option(
            names = "--timeslice-ms",
            paramLabel = "N",
            description = "how long a task runs before another gets its turn, 1 to 10000")
    private int timesliceMillis = RecordOptions.TIMESLICE_MILLIS;

    @Option(names = "--env", paramLabel = "K=V", description = "set a variable for the program")
    private List<String> variables = List.of();

    @Option(names = "--open", description = "explore the recording afterwards")
    private boolean open;

    @Option(names = "-q", description = "do not say what was recorded")
    private boolean quiet;

    @Parameters(arity = "1..*", paramLabel = "PROG", description = "the program and its arguments")
    private List<String> words;

    @Override
    boolean endsAtFirstWord() {
        return true;
    }

    @Override
    int run(Streams streams) {
        if (timesliceMillis < 1 || timesliceMillis > LONGEST_TIMESLICE_MILLIS) {
            throw new UsageException("--timeslice-ms takes 1 to " + LONGEST_TIMESLICE_MILLIS);
        }
        List<String> environment = Environment.with(variables);
        Executable executable = Executable.find(words.get(0), environment);
        if (executable.path().isEmpty()) {
            streams.error().println("jrr-tui: " + executable.problem());
            return executable.status();
        }
        TraceDirectory directory = TraceArgument.directory();
        Path trace = folder != null ? folder : directory.create(words.get(0));
        RecordResult result = record(executable.path().get(), environment, directory, trace);
        if (!result.started()) {
            directory.delete(trace);
            return result.exitCode();
        }
        directory.setLatest(trace);
        if (!quiet) {
            streams.error().println(summary(trace, result));
        }
        if (open) {
            try (TraceReader reader = TraceReader.open(trace)) {
                Explorer.open(reader, 0);
            }
        }
        return result.exitCode();
    }

    private RecordResult record(String program, List<String> environment, TraceDirectory directory, Path trace) {
        return Recorder.record(new RecordOptions(
                program,
                new ArrayList<>(words),
                environment,
                trace,
                folder != null ? Optional.empty() : Optional.of(directory.store()),
                timesliceMillis,
                0));
    }

    private static String summary(Path trace, RecordResult result) {
        int tasks = result.summary().tasks().size();
        return String.format(
                Locale.ROOT,
                "jrr-tui: recorded %,d frames of %,d task%s in %s (%s)",
                result.summary().frames(),
                tasks,
                tasks == 1 ? "" : "s",
                trace,
                Size.text(TraceListing.of(trace.toAbsolutePath(), false).bytes()));
    }
}
