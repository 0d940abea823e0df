package dev.jrr.cli;

import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.explore.lesson.Lesson;
import dev.jrr.explore.lesson.LessonLibrary;
import dev.jrr.explore.lesson.LessonParser;
import dev.jrr.explore.lesson.LessonTrial;
import dev.jrr.explore.shell.LessonMotions;
import dev.jrr.explore.tui.Explorer;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
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
            "Lists the lessons; with the name of one, records its program and opens the explorer on it.",
            "Without a terminal it checks the recording, and prints the lesson's tour as a text. Lessons",
            "of your own go to ~/.config/jrr-tui/lessons; --format shows how they are written."
        },
        footer = "jrr-tui demo deadlock")
final class DemoCommand extends Subcommand {
    private static final Path LESSONS =
            Path.of(System.getProperty("jrr.home", "target/jrr-tui"), "share", "jrr-tui", "demo");

    private static final int WIDTH = 96;

    @Option(names = "--text", description = "print the tour as a text, on a terminal too")
    private boolean text;

    @Option(
            names = "--check",
            description = {
                "try all steps and answers of the lessons named, else of all;",
                "ends with status 1 if one is not as it should be"
            })
    private boolean check;

    @Option(names = "--format", description = "show how lessons are written")
    private boolean format;

    @Parameters(arity = "0..*", paramLabel = "LESSON", description = "a lesson's name, or the path of its file")
    private List<String> names = List.of();

    @Override
    int run(Streams streams) {
        if (format) {
            return printFormat(streams);
        }
        LessonLibrary library = library();
        if (check) {
            return check(library, streams);
        }
        if (names.isEmpty()) {
            list(library, streams.out());
            return 0;
        }
        if (names.size() > 1) {
            throw new UsageException("one lesson at a time; only --check takes several");
        }
        brokenOf(library, names.get(0)).forEach(each -> streams.error().println("jrr-tui: " + each.problem()));
        return take(library.find(names.get(0)), streams);
    }

    private static LessonLibrary library() {
        List<Path> folders = new ArrayList<>(List.of(LESSONS));
        LessonLibrary.userFolder(System.getenv()).ifPresent(folders::add);
        return new LessonLibrary(folders, new LessonParser(LessonMotions::unknownWord));
    }

    private static int printFormat(Streams streams) {
        try {
            Files.readAllLines(LESSONS.resolve("LESSONS.md")).forEach(streams.out()::line);
            return 0;
        } catch (IOException e) {
            throw new JrrException("the page is not where it should be: " + e.getMessage(), e);
        }
    }

    private static void list(LessonLibrary library, Output out) {
        int width = library.lessons().stream()
                .mapToInt(lesson -> lesson.name().length())
                .max()
                .orElse(0);
        String indent = " ".repeat(width + 4);
        for (Lesson lesson : library.lessons()) {
            out.line(String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %s (%d minutes)",
                    lesson.name(),
                    lesson.title(),
                    lesson.minutes()));
            LessonTour.wrapped(lesson.summary(), WIDTH - indent.length()).forEach(line -> out.line(indent + line));
        }
        if (!library.broken().isEmpty()) {
            out.line("");
            out.line("These cannot be read:");
            library.broken().forEach(each -> out.line("  " + each.problem()));
        }
        out.line("");
        out.line("jrr-tui demo NAME begins one. Your own go to "
                + LessonLibrary.userFolder(System.getenv()).map(Path::toString).orElse("~/.config/jrr-tui/lessons")
                + "; jrr-tui demo --format shows how.");
    }

    private int take(Lesson lesson, Streams streams) {
        boolean onScreen = !text
                && StandardStreams.isTerminal(StandardStreams.IN)
                && StandardStreams.isTerminal(StandardStreams.OUT);
        RecordCommand.Recorded recorded = record(lesson, streams, false);
        if (recorded.trace().isEmpty()) {
            return Main.FAILED;
        }
        String trace = recorded.trace().get().toString();
        if (!onScreen) {
            int status = CommandTable.run("verify", new String[] {trace}, streams);
            if (status != 0) {
                return status;
            }
        }
        try (TraceReader reader = TraceArgument.open(trace)) {
            if (onScreen) {
                return Explorer.open(reader, lesson);
            }
            streams.out().line("");
            try (LessonMotions motions = LessonMotions.open(reader)) {
                new LessonTour(streams.out()).print(lesson, motions);
            }
            return 0;
        }
    }

    private static RecordCommand.Recorded record(Lesson lesson, Streams streams, boolean quiet) {
        List<String> words = new ArrayList<>(lesson.program().recordOptions());
        if (quiet) {
            words.add("-q");
        }
        words.add("--");
        words.addAll(new LessonBuild(lesson, streams).command());
        RecordCommand command = new RecordCommand();
        try {
            CommandLineParser.parse("record", command, words.toArray(new String[0]));
        } catch (UsageException mistake) {
            throw new JrrException(lesson.file().getFileName() + ": record: " + mistake.getMessage());
        }
        // The program writes to the same place, and comes behind what has been printed.
        streams.out().flush();
        return command.record(streams);
    }

    private int check(LessonLibrary library, Streams streams) {
        int wrong = 0;
        List<String> wanted =
                names.isEmpty() ? library.lessons().stream().map(Lesson::name).toList() : names;
        List<LessonLibrary.Broken> broken = names.isEmpty()
                ? library.broken()
                : names.stream()
                        .flatMap(name -> brokenOf(library, name).stream())
                        .toList();
        for (LessonLibrary.Broken each : broken) {
            streams.out().line(each.problem());
            wrong++;
        }
        for (String name : wanted) {
            // A broken file is not tested by trying the lesson that it stands in the place of.
            if (names.isEmpty() || brokenOf(library, name).isEmpty()) {
                wrong += isRight(library.find(name), streams) ? 0 : 1;
            }
        }
        return wrong == 0 ? 0 : Main.FAILED;
    }

    private static List<LessonLibrary.Broken> brokenOf(LessonLibrary library, String name) {
        return library.broken().stream()
                .filter(each -> each.name().equals(name))
                .toList();
    }

    private static boolean isRight(Lesson lesson, Streams streams) {
        long start = System.nanoTime();
        Optional<Path> trace = Optional.empty();
        List<String> problems = new ArrayList<>();
        try {
            trace = record(lesson, streams, true).trace();
            if (trace.isEmpty()) {
                problems.add("its program could not be started");
            } else {
                problems.addAll(problems(lesson, trace.get()));
            }
        } catch (JrrException failure) {
            problems.add(failure.getMessage());
        }
        problems.forEach(problem -> streams.out().line(lesson.name() + ": " + problem));
        if (problems.isEmpty()) {
            trace.ifPresent(TraceArgument.directory()::delete);
            streams.out()
                    .line(String.format(
                            Locale.ROOT,
                            "%s: %d steps, %d questions, all as they should be (%.1f s)",
                            lesson.name(),
                            lesson.steps().size(),
                            lesson.questions(),
                            (System.nanoTime() - start) / 1e9));
        } else {
            trace.ifPresent(kept -> streams.out().line(lesson.name() + ": the recording is kept: " + kept));
        }
        streams.out().flush();
        return problems.isEmpty();
    }

    private static List<String> problems(Lesson lesson, Path trace) {
        try (TraceReader reader = TraceReader.open(trace);
                LessonMotions motions = LessonMotions.open(reader)) {
            return LessonTrial.problems(lesson, motions);
        }
    }
}
