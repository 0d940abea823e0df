package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.explore.tui.Explorer;
import dev.jrr.linux.TerminalJob;
import dev.jrr.record.RecordOptions;
import dev.jrr.record.RecordResult;
import dev.jrr.record.Recorder;
import dev.jrr.trace.TraceDirectory;
import dev.jrr.trace.TraceListing;
import dev.jrr.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Runs a program and records it and every process it starts. The standard streams and the",
            "terminal are the program's own, and so is the exit status: 128+N for signal N; 125 if",
            "recording itself failed, 126 if the program cannot be executed, 127 if it is not found.",
            "SIGUSR1, sent to the recorder, makes it print how far it is. It shows that all the time if",
            "standard error is a terminal on which the program has neither its input nor its output."
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

    @Option(names = "--open", description = "explore the recording when the program has ended, however it does")
    private boolean open;

    @Option(
            names = "--progress",
            negatable = true,
            description = "show how far the recording is, or never do; where the program has the screen, it is shown"
                    + " in the title of the window")
    private Boolean progress;

    @Option(names = "-q", description = "show no progress, and do not say what was recorded")
    private boolean quiet;

    @Parameters(arity = "1..*", paramLabel = "PROG", description = "the program and its arguments")
    private List<String> words;

    @Override
    boolean endsAtFirstWord() {
        return true;
    }

    @Override
    int run(Streams streams) {
        Optional<String> obstacle = open ? Explorer.obstacle() : Optional.empty();
        obstacle.ifPresent(
                what -> streams.error().println("jrr-tui: this is recorded and not opened: the explorer " + what));
        Recorded recorded = record(streams);
        if (open && obstacle.isEmpty()) {
            recorded.trace().ifPresent(trace -> explore(trace, streams));
        }
        return recorded.status();
    }

    /**
     * What came of it.
     *
     * @param trace the recording; empty if the program could not be started, which has been said
     * @param status the exit status
     */
    record Recorded(Optional<Path> trace, int status) {}

    /** Records, and says what was recorded. */
    Recorded record(Streams streams) {
        if (timesliceMillis < 1 || timesliceMillis > LONGEST_TIMESLICE_MILLIS) {
            throw new UsageException("--timeslice-ms takes 1 to " + LONGEST_TIMESLICE_MILLIS);
        }
        requireFree(folder);
        List<String> environment = Environment.with(variables);
        Executable executable = Executable.find(words.get(0), environment);
        if (executable.path().isEmpty()) {
            streams.error().println("jrr-tui: " + executable.problem());
            return new Recorded(Optional.empty(), executable.status());
        }
        TraceDirectory directory = TraceArgument.directory();
        Path trace = folder != null ? folder : directory.create(words.get(0));
        Optional<Path> latest = directory.latest();
        // Before the first frame: a recorder that is killed leaves a trace that people look for.
        setLatest(directory, trace, folder != null);
        RecordResult result = null;
        try {
            result = record(executable.path().get(), environment, directory, trace, streams);
        } finally {
            if (result == null || !result.started()) {
                discard(trace, directory, latest);
            }
        }
        if (!result.started()) {
            return new Recorded(Optional.empty(), result.exitCode());
        }
        if (!quiet) {
            streams.error().println(summary(trace, result));
        }
        return new Recorded(Optional.of(trace), result.exitCode());
    }

    /** The recording is there whatever happens here, so the status stays the program's. */
    private static void explore(Path trace, Streams streams) {
        TerminalJob.takeTerminal();
        try (TraceReader reader = TraceReader.open(trace)) {
            Explorer.open(reader, OptionalLong.empty());
        } catch (JrrException failure) {
            streams.error().println("jrr-tui: " + Main.oneLine(failure));
        }
    }

    /** @param elsewhere the folder of all traces may then be out of reach, and is not needed */
    static void setLatest(TraceDirectory directory, Path trace, boolean elsewhere) {
        try {
            directory.setLatest(trace);
        } catch (JrrException e) {
            if (!elsewhere) {
                throw e;
            }
        }
    }

    private static void requireFree(Path folder) {
        String[] entries = folder == null ? null : folder.toFile().list();
        if (entries != null && entries.length > 0) {
            throw new UsageException(folder + " is not empty: a recording needs a folder of its own");
        }
    }

    /** Keeps what was recorded before a failure; of a program that never ran there is nothing to keep. */
    private static void discard(Path trace, TraceDirectory directory, Optional<Path> latest) {
        if (!Files.isRegularFile(trace.resolve("header"))) {
            trace.toFile().delete();
        } else if (TraceListing.of(trace.toAbsolutePath(), false)
                .summary()
                .filter(summary -> summary.frames() == 0)
                .isPresent()) {
            directory.delete(trace);
        } else {
            return;
        }
        latest.ifPresent(directory::setLatest);
    }

    private RecordResult record(
            String program, List<String> environment, TraceDirectory directory, Path trace, Streams streams) {
        RecordOptions options = new RecordOptions(
                program,
                new ArrayList<>(words),
                environment,
                trace,
                folder != null ? Optional.empty() : Optional.of(directory.store()),
                !noSyscallbuf,
                timesliceMillis,
                0);
        Optional<ProgressDisplay> display = ProgressDisplay.choose(quiet ? Boolean.FALSE : progress, streams.error());
        try {
            return Recorder.record(options, asked -> {
                TerminalJob.onSignal(
                        "USR1",
                        () -> streams.error().println("jrr-tui: recorded " + ProgressDisplay.text(asked.get())));
                display.ifPresent(shown -> shown.start(asked));
            });
        } finally {
            display.ifPresent(ProgressDisplay::close);
        }
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
