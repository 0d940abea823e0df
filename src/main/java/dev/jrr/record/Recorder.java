package dev.jrr.record;

import dev.jrr.linux.Cpus;
import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Signals;
import dev.jrr.model.CpuidTable;
import dev.jrr.model.TraceHeader;
import dev.jrr.trace.TraceProgress;
import dev.jrr.trace.TraceWriter;
import dev.jrr.tracee.NativeCode;
import dev.jrr.tracee.TracerThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records one program from its start to the end of its last task. */
public final class Recorder {
    /** SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU: what a terminal sends is for the program. */
    private static final int[] TERMINAL_SIGNALS = {2, 3, 20, 21, 22};

    private Recorder() {}

    /**
     * Records. The program has this process's standard streams and terminal.
     *
     * @param begun is told, when the trace is there, how to ask for the progress: any thread may, also
     *     after the end
     * @throws dev.jrr.base.JrrException if recording itself fails; what was recorded until then is
     *     readable, and no task of the program is left
     */
    public static RecordResult record(RecordOptions options, Consumer<Supplier<TraceProgress>> begun) {
        for (int signal : TERMINAL_SIGNALS) {
            Signals.ignore(signal);
        }
        int cpu = Cpus.current();
        String self = "/proc/" + ProcessHandle.current().pid() + "/fd/";
        Outputs outputs = Outputs.ofThisProcess();
        try (TracerThread tracer = new TracerThread(cpu);
                TraceWriter writer = writer(options, header(options, cpu, self, tracer.call(NativeCode::cpuid)))) {
            begun.accept(writer::progress);
            return tracer.call(() -> new RecordSession(new Ptrace(), writer, options, outputs).run(options, cpu));
        }
    }

    private static TraceWriter writer(RecordOptions options, TraceHeader header) {
        return TraceWriter.create(options.directory(), header, options.store());
    }

    private static TraceHeader header(RecordOptions options, int cpu, String self, CpuidTable cpuid) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("kernel", ProcFs.read("/proc/sys/kernel/osrelease").trim());
        machine.put("cpu", cpuInfo("model name"));
        machine.put("cpu-flags", cpuInfo("flags"));
        machine.put("cpu-number", Integer.toString(cpu));
        if (cpuid != null) {
            machine.put("cpuid", cpuid.text());
        }
        machine.put("stdout", ProcFs.link(self + "1"));
        machine.put("stderr", ProcFs.link(self + "2"));
        List<String> names = new ArrayList<>();
        for (String variable : options.environment()) {
            names.add(variable.substring(0, Math.max(0, variable.indexOf('='))));
        }
        return new TraceHeader(
                System.currentTimeMillis(),
                options.argv(),
                System.getProperty("user.dir"),
                names,
                machine,
                options.buffers());
    }

    private static String cpuInfo(String name) {
        for (String line : ProcFs.read("/proc/cpuinfo").split("\n")) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "";
    }
}
