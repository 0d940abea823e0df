package dev.jrr.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One command: picocli fills its fields, then it runs. */
@Command(
        sortOptions = false,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footerHeading = "%nExample:%n  ")
abstract class Subcommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    /**
     * Does what was asked.
     *
     * @return the exit status
     */
    abstract int run(Streams streams);

    /** Whether all that follows the first word that is no option is not ours to read. */
    boolean endsAtFirstWord() {
        return false;
    }
}
