package dev.jrr.cli;

import dev.jrr.trace.TraceDirectory;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Removes recordings.", footer = "jrr-tui rm ls-0 ls-1")
final class RemoveCommand extends Subcommand {
    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "a recording's folder or name")
    private List<String> traces;

    @Override
    int run(Streams streams) {
        TraceDirectory directory = TraceArgument.directory();
        // All are looked up before the first is removed: a wrong name removes nothing.
        Set<Path> folders = new LinkedHashSet<>();
        for (String trace : traces) {
            folders.add(TraceArgument.resolve(trace).toAbsolutePath().normalize());
        }
        folders.forEach(directory::delete);
        return 0;
    }
}
