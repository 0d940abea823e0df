import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.Progress;
import dev.jrr.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What a step back costs: StepBack TRACE [STEPS] goes to frames anywhere in a trace and one back from each. */
public final class StepBack {
    private StepBack() {}

    /** What this process and all that it has started have in memory, shared pages counted once (PSS). */
    private static long memory() throws IOException {
        long kilobytes = 0;
        List<ProcessHandle> all = new ArrayList<>(ProcessHandle.current().descendants().toList());
        all.add(ProcessHandle.current());
        for (ProcessHandle each : all) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/" + each.pid() + "/smaps_rollup"))) {
                    if (line.startsWith("Pss:")) {
                        kilobytes += Long.parseLong(line.replaceAll("\\D+", ""));
                    }
                }
            } catch (IOException gone) {
                continue;
            }
        }
        return kilobytes << 10;
    }

    public static void main(String[] arguments) throws IOException {
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        Random random = new Random(1);
        long[] nanos = new long[steps];
        long[] jumps = new long[steps];
        try (TraceReader trace = TraceReader.open(Path.of(arguments[0]));
                Debugger debugger = Debugger.open(trace)) {
            long frames = trace.frameCount();
            long began = System.nanoTime();
            debugger.seek(frames - 1, Progress.NONE);
            long forward = System.nanoTime() - began;
            for (int i = 0; i < steps; i++) {
                long frame = 1 + random.nextLong(frames - 1);
                began = System.nanoTime();
                debugger.seek(frame, Progress.NONE);
                jumps[i] = System.nanoTime() - began;
                began = System.nanoTime();
                debugger.seek(frame - 1, Progress.NONE);
                debugger.tasks().forEach(task -> debugger.registers(task.task()));
                nanos[i] = System.nanoTime() - began;
            }
            long memory = memory();
            Arrays.sort(nanos);
            Arrays.sort(jumps);
            System.out.printf(
                    Locale.ROOT,
                    "%d frames: to the end %.0f ms; a jump anywhere %.1f ms in the median, %.1f ms at the 95th percentile;"
                            + " a step back %.1f ms, %.1f ms; %d MB of memory in all%n",
                    frames,
                    forward / 1e6,
                    jumps[steps / 2] / 1e6,
                    jumps[steps * 95 / 100] / 1e6,
                    nanos[steps / 2] / 1e6,
                    nanos[steps * 95 / 100] / 1e6,
                    memory >> 20);
        }
    }
}
