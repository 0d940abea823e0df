package dev.jrr.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to record and how.
 *
 * @param program the path of the executable
 * @param argv its arguments, the name it is called by first
 * @param environment "NAME=value" strings
 * @param directory where the trace goes
 * @param store a folder that shares kept files between traces, if there is one
 * @param buffers whether tasks write down calls themselves where they can, instead of stopping
 * @param timesliceMillis how long a task runs before another gets its turn, 1 to 10000
 * @param checksumEvery a checksum of memory at every so many frames; 0 leaves it to the recorder,
 *     which then spends about 5 % of its time on them
 */
public record RecordOptions(
        String program,
        List<String> argv,
        List<String> environment,
        Path directory,
        Optional<Path> store,
        boolean buffers,
        int timesliceMillis,
        int checksumEvery) {
    /** The default of {@code timesliceMillis}. */
    public static final int TIMESLICE_MILLIS = 20;

    public RecordOptions {
        argv = List.copyOf(argv);
        environment = List.copyOf(environment);
    }
}
