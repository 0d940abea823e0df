package dev.jrr.testing;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.jrr.record.RecordOptions;
import dev.jrr.record.RecordResult;
import dev.jrr.record.Recorder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes recordings for tests. */
public final class Recordings {
    private Recordings() {}

    /** Records a program of src/test/tracees; a checksum of memory is taken at every stop. */
    public static RecordResult tracee(Path directory, String name) {
        return shell(directory, "exec target/tracees/" + name);
    }

    /** The same without buffers: every frame has a checksum. */
    public static RecordResult traced(Path directory, String name) {
        return shell(directory, "exec target/tracees/" + name, false, RecordOptions.TIMESLICE_MILLIS);
    }

    /** Records a command line; what it prints is not seen. */
    public static RecordResult shell(Path directory, String command) {
        return shell(directory, command, RecordOptions.TIMESLICE_MILLIS);
    }

    /** The same with another time slice: a short one interrupts programs that make no calls often. */
    public static RecordResult shell(Path directory, String command, int timesliceMillis) {
        return shell(directory, command, true, timesliceMillis);
    }

    private static RecordResult shell(Path directory, String command, boolean buffers, int timesliceMillis) {
        // The standard output of a test's JVM belongs to the test runner.
        List<String> argv = List.of("sh", "-c", "exec >/dev/null 2>&1 </dev/null; " + command);
        List<String> environment = new ArrayList<>();
        System.getenv().forEach((name, value) -> environment.add(name + "=" + value));
        try {
            return Recorder.record(
                    new RecordOptions(
                            "/bin/sh", argv, environment, directory, Optional.empty(), buffers, timesliceMillis, 1),
                    begun -> {});
        } finally {
            hearTerminalSignals();
        }
    }

    /** A recorder ignores these for good, and what is ignored here is so in every program that a test starts. */
    private static void hearTerminalSignals() {
        for (int signal : new int[] {2, 3, 20, 21, 22}) {
            Function.getFunction("c", "signal").invokePointer(new Object[] {signal, Pointer.NULL});
        }
    }
}
