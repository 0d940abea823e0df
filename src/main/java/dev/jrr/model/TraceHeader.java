package dev.jrr.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a recording before its first frame.
 *
 * @param createdEpochMillis when it began
 * @param argv the program and its arguments
 * @param workingDirectory where it was started
 * @param environmentNames the names, never the values, of its environment
 * @param machine facts of the machine by name: "kernel", "cpu", "cpu-flags", "cpu-number",
 *     "cpuid" ({@link CpuidTable#text}; older traces have none)
 * @param syscallbuf whether system calls were buffered in the tracee
 */
public record TraceHeader(
        long createdEpochMillis,
        List<String> argv,
        String workingDirectory,
        List<String> environmentNames,
        Map<String, String> machine,
        boolean syscallbuf) {
    public TraceHeader {
        argv = List.copyOf(argv);
        environmentNames = List.copyOf(environmentNames);
        machine = Map.copyOf(machine);
    }

    /**
     * What the processor of the recording answers to cpuid, if that is known.
     *
     * @throws IllegalArgumentException if what is there is no such table
     */
    public Optional<CpuidTable> cpuid() {
        return Optional.ofNullable(machine.get("cpuid")).map(CpuidTable::parse);
    }
}
