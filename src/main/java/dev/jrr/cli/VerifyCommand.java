package dev.jrr.cli;

import dev.jrr.explore.view.Json;
import dev.jrr.replay.Verifier;
import dev.jrr.replay.VerifyResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Replays recordings from start to end and checks every frame: registers, results, memory.",
            "A divergence is shown with what was expected and found, and ends with status 1."
        },
        footer = "jrr-tui verify --json latest-trace")
final class VerifyCommand extends Subcommand {
    @Parameters(arity = "0..*", paramLabel = "TRACE", description = "recordings' folders or names; else the latest")
    private List<String> traces = Arrays.asList((String) null);

    @Option(names = "--json", description = "one JSON object a recording")
    private boolean json;

    @Option(names = "--thorough", description = "replay twice side by side and compare all memory at every frame")
    private boolean thorough;

    @Override
    int run(Streams streams) {
        boolean diverged = false;
        List<Path> folders = traces.stream().map(TraceArgument::resolve).toList();
        for (Path folder : folders) {
            VerifyResult result = Verifier.verify(folder, thorough, (done, total) -> {});
            diverged |= result.divergences() > 0;
            if (json) {
                streams.out().line(json(result));
            } else if (result.divergences() == 0) {
                streams.out().line(line(result));
            } else {
                streams.out().line(line(result) + " in " + folder);
            }
            streams.out().flush();
            if (!result.cpuidDifferences().isEmpty()) {
                streams.error().println(otherProcessor(result.cpuidDifferences()));
            }
            if (!result.report().isEmpty()) {
                streams.error().println(result.report().stripTrailing());
            }
        }
        return diverged ? Main.FAILED : 0;
    }

    /** Said whether it diverged or not: which programs ask is chance. */
    static String otherProcessor(List<String> differences) {
        return "jrr-tui: cpuid tells programs another " + String.join(", another ", differences)
                + " here than in the recording, and cannot be made to fault: what they keep of it diverges";
    }

    private static String line(VerifyResult result) {
        return String.format(
                Locale.ROOT,
                "verified %d frames of %d tasks, %d divergences (%.3f s, %.2f times the recording's %.3f s)",
                result.frames(),
                result.tasks(),
                result.divergences(),
                result.seconds(),
                result.recordSeconds() > 0 ? result.seconds() / result.recordSeconds() : 0.0,
                result.recordSeconds());
    }

    private static String json(VerifyResult result) {
        return new Json()
                .object()
                .member("trace", result.trace().toString())
                .member("frames", result.frames())
                .member("tasks", result.tasks())
                .member("divergences", result.divergences())
                .member("seconds", result.seconds(), 6)
                .member("recordSeconds", result.recordSeconds(), 6)
                .endObject()
                .toString();
    }
}
