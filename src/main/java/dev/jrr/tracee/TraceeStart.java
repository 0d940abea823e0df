package dev.jrr.tracee;

import dev.jrr.linux.Ptrace;
import dev.jrr.linux.Spawn;
import java.util.ArrayList;
import java.util.List;

/** Starts tracees by jrr-launch, attached before they do anything. */
public final class TraceeStart {
    private TraceeStart() {}

    /**
     * Starts a program to be recorded: its first news will be the seccomp stop of its execve.
     *
     * @param program its path
     * @param argv its arguments, the name it is called by first
     */
    public static Tracee record(Ptrace ptrace, int cpu, String program, List<String> argv, List<String> environment) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(cpu), "record", program));
        arguments.addAll(argv);
        return start(ptrace, arguments, environment);
    }

    /** Starts the empty process of a replay: its first news will be the event of its exec. */
    public static Tracee replay(Ptrace ptrace, int cpu) {
        String stub = NativeFiles.find("jrr-stub").toString();
        return start(ptrace, List.of(Integer.toString(cpu), "replay", stub), List.of());
    }

    private static Tracee start(Ptrace ptrace, List<String> arguments, List<String> environment) {
        String launcher = NativeFiles.find("jrr-launch").toString();
        try (Spawn spawn = Spawn.start(launcher, arguments, environment)) {
            int error = ptrace.seize(spawn.pid());
            if (error < 0) {
                dev.jrr.linux.Signals.sendToProcess(spawn.pid(), 9);
                throw new dev.jrr.linux.ErrnoException(
                        "ptrace (run jrr-tui doctor to see what this machine allows)", -error);
            }
            spawn.go();
            return new Tracee(ptrace, spawn.pid(), false);
        }
    }
}
