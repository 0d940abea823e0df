package dev.jrr.model;

import java.util.List;

/**
 * The program that execve started. The contents of memory that do not come from files are the
 * frame's writes.
 *
 * @param path the executable, as the kernel resolved it (of a script: its interpreter)
 * @param argv the arguments of the new program
 * @param mappings all mappings of the new address space, in order of address
 * @param brkStart where the heap starts
 * @param xstate the extended registers (XSAVE area) at the first instruction
 */
public record ExecRecord(String path, List<String> argv, List<Mapping> mappings, long brkStart, byte[] xstate) {
    public ExecRecord {
        argv = List.copyOf(argv);
        mappings = List.copyOf(mappings);
    }
}
